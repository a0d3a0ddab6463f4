"""Personal data in free text: found and masked before anything is stored."""
