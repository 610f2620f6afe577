using System.Buffers;

namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>A feeder that gives scripted answers and writes down what it was asked.</summary>
internal sealed class Script(params FeederYield[] answers) : IFeeder
{
    private int _next;

    public FlowCapability Capability { get; init; } = FlowCapability.Pull;

    public List<DemandHint> Demands { get; } = [];

    public List<long> Releases { get; } = [];

    /// <summary>Called at each question, before the answer.</summary>
    public Action? Asked { get; init; }

    public FeederYield Pull(in DemandHint demand)
    {
        Demands.Add(demand);
        Asked?.Invoke();
        return answers[Math.Min(_next++, answers.Length - 1)];
    }

    public void Release(long throughOffset) => Releases.Add(throughOffset);

    public void Dispose()
    {
    }

    public static FeederYield Text(string text) => FeederYield.Chunk(Cut.Bytes(text));

    public static ReadOnlySequence<byte> Bytes(string text) => new(Cut.Bytes(text));
}
