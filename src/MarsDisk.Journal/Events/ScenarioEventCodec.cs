namespace MarsDisk.Journal.Events;

/// <summary>
/// Bytes of the events of a scenario's parser and coordinator (<c>docs/formats/scenario-journal.md</c>), in the records of
/// <c>docs/formats/journal.md</c>. A manifest and its version never change meaning.
/// </summary>
public static class ScenarioEventCodec
{
    /// <summary>What every manifest of a scenario begins with; no manifest of a run does.</summary>
    public const string Prefix = "scenario-";

    private const string Accepted = "scenario-accepted:1";
    private const string Checkpoint = "scenario-checkpoint:1";
    private const string Finished = "scenario-finished:1";
    private const string Unit = "scenario-unit:1";
    private const string Run = "scenario-run:1";
    private const string Verdict = "scenario-verdict:1";
    private const int PayloadBytesMax = UnitKept.PartBytesMax + 64;

    /// <summary>Name and version under which an event is stored.</summary>
    public static string ManifestOf(IScenarioEvent scenarioEvent) => scenarioEvent switch
    {
        ScenarioAccepted => Accepted,
        CheckpointSaved => Checkpoint,
        ScenarioFinished => Finished,
        UnitKept => Unit,
        RunSettled => Run,
        VerdictReached => Verdict,
        _ => throw new ArgumentException($"{scenarioEvent?.GetType().Name ?? "null"} is not an event of a scenario.", nameof(scenarioEvent)),
    };

    /// <summary>Payload of an event in the newest version of its manifest.</summary>
    /// <exception cref="ArgumentException">The event is unknown or too long.</exception>
    public static byte[] Encode(IScenarioEvent scenarioEvent)
    {
        var block = new byte[PayloadBytesMax];
        var writer = new PayloadWriter(block);
        switch (scenarioEvent)
        {
            case ScenarioAccepted accepted: Write(ref writer, accepted); break;
            case CheckpointSaved saved: Write(ref writer, saved); break;
            case ScenarioFinished finished: Write(ref writer, finished); break;
            case UnitKept kept: Write(ref writer, kept); break;
            case RunSettled run: Write(ref writer, run); break;
            case VerdictReached verdict: Write(ref writer, verdict); break;
            default:
                throw new ArgumentException($"{scenarioEvent?.GetType().Name ?? "null"} is not an event of a scenario.", nameof(scenarioEvent));
        }

        return block[..writer.Length];
    }

    /// <summary>Event of a stored record.</summary>
    /// <exception cref="JournalCorruptException">The manifest is unknown or the payload does not fit it.</exception>
    public static IScenarioEvent Decode(string manifest, ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(manifest, payload);
        IScenarioEvent scenarioEvent = manifest switch
        {
            Accepted => new ScenarioAccepted(reader.Text(), reader.Text(), reader.UInt64(), reader.Flag()),
            Checkpoint => new CheckpointSaved(reader.Bytes()),
            Finished => ReadFinished(ref reader),
            Unit => new UnitKept(reader.Int64(), reader.Int32(), reader.Int32(), reader.Int32(), reader.Bytes()),
            Run => new RunSettled(reader.Text(), reader.Int64(), reader.Int32(), reader.Int64(), reader.Text(), reader.Int32()),
            Verdict => new VerdictReached(
                reader.Text(), reader.Int64(), reader.Int64(), reader.Int64(), reader.Int32(), reader.Int32(), reader.Text(), reader.Flag(), reader.Text()),
            _ => throw new JournalCorruptException(
                $"Event '{manifest}' is unknown: the journal was written by a newer version, or is damaged."),
        };
        reader.End();
        return scenarioEvent;
    }

    private static void Write(ref PayloadWriter writer, ScenarioAccepted accepted)
    {
        writer.Text(accepted.Scenario);
        writer.Text(accepted.Source);
        writer.UInt64(accepted.GrammarFingerprint);
        writer.Flag(accepted.RequireEnd);
    }

    private static void Write(ref PayloadWriter writer, CheckpointSaved saved)
    {
        if (saved.Checkpoint.Length > CheckpointSaved.BytesMax)
            throw new ArgumentException($"A checkpoint has at most {CheckpointSaved.BytesMax} bytes, found {saved.Checkpoint.Length}.", nameof(saved));
        writer.Bytes(saved.Checkpoint.AsSpan());
    }

    private static void Write(ref PayloadWriter writer, ScenarioFinished finished)
    {
        writer.Byte((byte)((finished.IsAccepted ? 1 : 0) | (finished.IsResumable ? 2 : 0)));
        writer.Text(finished.Message);
        writer.UInt64(finished.DigestHigh);
        writer.UInt64(finished.DigestLow);
    }

    private static void Write(ref PayloadWriter writer, UnitKept kept)
    {
        writer.Int64(kept.Ordinal);
        writer.Int32(kept.Count);
        writer.Int32(kept.Offset);
        writer.Int32(kept.Total);
        writer.Bytes(kept.Part.AsSpan());
    }

    private static void Write(ref PayloadWriter writer, RunSettled run)
    {
        writer.Text(run.Run);
        writer.Int64(run.Ordinal);
        writer.Int32(run.ExitCode);
        writer.Int64(run.Steps);
        writer.Text(run.Reason);
        writer.Int32(run.Restarts);
    }

    private static void Write(ref PayloadWriter writer, VerdictReached verdict)
    {
        writer.Text(verdict.Run);
        writer.Int64(verdict.Ordinal);
        writer.Int64(verdict.Offset);
        writer.Int64(verdict.Length);
        writer.Int32(verdict.Line);
        writer.Int32(verdict.Column);
        writer.Text(verdict.Text);
        writer.Flag(verdict.IsMet);
        writer.Text(verdict.Found);
    }

    private static ScenarioFinished ReadFinished(ref PayloadReader reader)
    {
        var flags = reader.Byte();
        return new ScenarioFinished((flags & 1) != 0, (flags & 2) != 0, reader.Text(), reader.UInt64(), reader.UInt64());
    }
}
