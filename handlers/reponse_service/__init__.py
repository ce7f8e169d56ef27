"""What a service's group answers with the buttons under an alert."""
