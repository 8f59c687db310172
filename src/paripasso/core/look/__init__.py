"""How things are drawn: the pieces behind the template tags. They know shapes, not the domain."""
