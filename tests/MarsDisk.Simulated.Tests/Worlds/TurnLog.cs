using System.Globalization;
using MarsDisk.Actors.Messages;

namespace MarsDisk.Simulated.Worlds;

/// <summary>What happened in a world, one line a turn, for a person who looks for a bug.</summary>
internal sealed class TurnLog
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Note(int turn, TimeSpan now, string what) => _lines.Add(Line(turn, now, $"== {what}"));

    public void Turn(int turn, TimeSpan now, string process, IThreadPoolWorkItem item, object? message) => _lines.Add(Line(turn, now, item switch
    {
        IActorTurn mailbox => $"{process} {mailbox.Actor.Path.ToStringWithoutAddress()} ◄ {Text(message)}",
        _ => $"{process} line {item}",
    }));

    private static string Line(int turn, TimeSpan now, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{turn,6} t={now.TotalSeconds:0.000}s {text}");

    private static string Text(object? message) => message switch
    {
        null => "(life cycle)",
        StepBatch batch => string.Create(CultureInfo.InvariantCulture, $"StepBatch generation {batch.Generation} rows {batch.FirstRow}..{batch.EndRow} of the chunk from {batch.Buffer.FirstStep}{(batch.Seal is null ? "" : " sealed")}"),
        FlushChunk chunk => string.Create(CultureInfo.InvariantCulture, $"FlushChunk {chunk.Buffer.FirstStep}..{chunk.Buffer.EndStep} {chunk.Cause}"),
        ChunkPublished chunk => string.Create(CultureInfo.InvariantCulture, $"ChunkPublished {chunk.Event.Steps.First}..{chunk.Event.Steps.End}"),
        ChunkRefused refused => $"ChunkRefused {refused.Error.Kind}: {refused.Error.Message}",
        _ => message.GetType().Name,
    };
}
