namespace MarsDisk.Actors.Pipeline;

/// <summary>A law of the pipeline is broken: found and expected are in the message. The pipeline is rebuilt.</summary>
/// <param name="message">What was found and what was expected.</param>
public sealed class PipelineException(string message) : Exception(message);
