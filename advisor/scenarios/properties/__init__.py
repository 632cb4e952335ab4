"""What any sound advice satisfies, held against made-up answers by command and tests."""
