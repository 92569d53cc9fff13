"""The Certifications page: what customers certify, made, sent, come back, renewed."""
