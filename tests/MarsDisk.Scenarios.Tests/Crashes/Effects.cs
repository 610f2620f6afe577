using System.Globalization;
using System.Security.Cryptography;

using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Files;
using MarsDisk.Journal.Records;
using MarsDisk.Scenarios.Worlds;

namespace MarsDisk.Scenarios.Crashes;

/// <summary>
/// What a scenario has left behind: committed history byte by byte, inputs that are in it, snapshots, verdicts, what was said.
/// Nothing about how often and by whom.
/// </summary>
internal static class Effects
{
    private const byte RowsMark = 0xFF;

    /// <summary>One line for each effect, in an order that depends on nothing but the effects.</summary>
    public static IReadOnlyList<string> Of(ReplayWorld world)
    {
        var lines = new List<string>();
        foreach (var run in world.Report.Runs)
        {
            lines.Add(Text($"run {run.Name} ends with {run.ExitCode} {run.Reason}, {run.Steps} steps"));
            lines.AddRange(run.Expectations.Select(claim => Text($"run {run.Name}: line {claim.Origin.Line} {claim.Text}: {claim.IsMet}, {claim.Found}")));
            lines.AddRange(OfRun(world.Disk, run.Directory).Select(line => $"run {run.Name}: {line}"));
        }

        lines.Add(Text($"scenario ends with {world.Report.ExitCode} {world.Report.Reason}"));
        lines.AddRange(world.Report.Diagnostics.Select(found => Text($"line {found.At.StartLine} {found.Code}")));
        lines.AddRange(OfCoordinator(world.Disk));
        // At least once: who died behind a line of the log says it again.
        lines.AddRange(world.Transcript.Messages.Select(message => message.Message).OfType<RunLogged>()
            .Select(said => Text($"step {said.Step} {said.Time:R} s: {said.Text}")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return lines;
    }

    private static IEnumerable<string> OfRun(IDisk disk, string directory)
    {
        var ledger = JournalFile.Read(Path.Combine(directory, "journal", "run.journal"), disk).ToLedger();
        foreach (var chunk in ledger.Committed)
        {
            yield return Text($"{chunk.Steps} {chunk.Time} {chunk.Cause}, inputs below {chunk.NextInputOrdinal}");
            foreach (var table in chunk.Tables)
                yield return Text($"{table.Name} {table.Rows} rows {HashOf(disk, directory, table.Name, table.Sha256)}");
            yield return Text($"{chunk.State.Name} {chunk.State.Sha256}");
        }

        foreach (var snapshot in ledger.Snapshots.Distinct())
            yield return Text($"snapshot {snapshot.Label} at step {snapshot.Step} {HashOf(disk, directory, snapshot.File.Name, snapshot.File.Sha256)}");
        yield return Text($"ended {ledger.Outcome} stop at {ledger.StopStep}");
    }

    private static IEnumerable<string> OfCoordinator(IDisk disk)
    {
        var path = Path.Combine(ReplaySettings.Root, ".marsdisk", "scenarios", ReplayProcess.ScenarioId, "coordinator.journal");
        var events = JournalFile.Read(path, disk).Records.Select(record => ScenarioEventCodec.Decode(record.Manifest, record.Payload.Span)).ToList();
        return events.OfType<UnitKept>().SelectMany(Of)
            .Concat(events.OfType<VerdictReached>().Select(verdict => verdict.ToString()).Distinct(StringComparer.Ordinal))
            .Concat(events.OfType<RunSettled>().Select(settled => settled.ToString()));
    }

    // Where rows are cut into batches is no effect.
    private static IEnumerable<string> Of(UnitKept unit) => unit.Part[0] == RowsMark
        ? Enumerable.Range(0, unit.Count).Select(row => Text($"kept row #{unit.Ordinal + row}"))
        : [Text($"kept #{unit.Ordinal}: {Convert.ToHexString([.. unit.Part])}")];

    // What the journal says is compared with what is there.
    private static string HashOf(IDisk disk, string directory, string name, ContentHash recorded)
    {
        using var file = disk.OpenRead(Path.Combine(directory, name));
        var found = new ContentHash(SHA256.HashData(file));
        return found == recorded ? found.ToString() : $"{recorded}, and the file has {found}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture).TrimEnd();
}
