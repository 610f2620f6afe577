namespace MarsDisk.Runtime;

/// <summary>A message on its way. A struct, so that a delivery allocates nothing.</summary>
internal readonly record struct Envelope(object Message, IActorRef? Sender);
