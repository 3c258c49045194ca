"""`python -m entente` is the command line. Touches what the command does. Serves every clause."""

from entente.cli.main import main

if __name__ == "__main__":
    main()
