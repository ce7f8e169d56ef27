"""What the documents that are due share: blocks, figures put into words, paper, word processor."""
