"""Network and file carriage between the nodes of a channel. What is done with what arrives is the node's."""
