"""Le bilan intermédiaire, sans lequel une intervention n'est pas renouvelée."""
