"""Who receives what: asked of the routing table, tried on a service, learnt from refusals."""
