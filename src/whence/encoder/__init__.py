"""The one ONNX model: tokenizer, windows, session. Only this room knows ONNX."""
