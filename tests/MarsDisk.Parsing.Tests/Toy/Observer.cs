namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>Keeps every event.</summary>
internal sealed class Observer : IStreamObserver
{
    public List<StreamEvent> Events { get; } = [];

    public void On(StreamEvent streamEvent) => Events.Add(streamEvent);
}
