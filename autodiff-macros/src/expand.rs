//! The whole pipeline: tokens, lowering, error gate, analysis and transformation, emission.
