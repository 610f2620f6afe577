using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.History.Export;
using MarsDisk.History.Reading;
using MarsDisk.History.Schemas;
using MarsDisk.Hosting.Records;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Results;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Publishing;
using MarsDisk.Storage.State;

namespace MarsDisk.Hosting.Derived;

/// <summary>
/// Writes the files of a completed run that follow from its chunks and its last state: text tables, summary, documents.
/// Repeatable with the same bytes: times and hosts come from the journal and <c>run.json</c>, never from a clock.
/// </summary>
internal sealed class DerivedFiles(PreparedRun prepared, RunDirectory directory, IDerivedPlace place)
{
    /// <summary>The file that is written last: when it is there, so is everything else.</summary>
    public const string LastName = "manifest.json";

    // What this attempt wrote; the manifest need not read it again.
    private readonly Dictionary<string, PublishedFile> _published = new(StringComparer.Ordinal);

    /// <summary>Writes what the place does not have.</summary>
    /// <returns>Number of files written.</returns>
    public int WriteMissing(RunLedger ledger)
    {
        var state = FinalState(ledger);
        WriteTables(ledger);
        var outcome = new FinishedRun(prepared, directory, ledger, state);
        Publish("orbit_rollup.csv", prepared.Plan.Parameters.Numerics.OrbitRollup, output => Text(output, writer => OrbitRollupCsv.Write(writer, prepared.Plan, state)));
        Publish("run_card.md", true, output => Text(output, writer => RunCard.Write(outcome, writer)));
        Publish("summary.json", true, output => Text(output, writer => SummaryDocument.Write(writer, outcome)));
        Publish(IDerivedPlace.Configuration, true, output => Text(output, writer => RunConfigFinal.Write(writer, outcome)));
        Publish(LastName, true, output => ManifestDocument.Write(output, outcome, _published));
        return _published.Count;
    }

    private RunState FinalState(RunLedger ledger)
    {
        var state = ledger.State is { } file
            ? StateFiles.Read(directory, file.Name, ResumeState.ReadFrom)
            : prepared.InitialState();
        return ledger.Outcome?.Completed is { } completed ? EndWithoutRow(state.Run, completed) : state.Run;
    }

    // A run can end at the beginning of a step that leaves no row; the state behind the last chunk does not know that.
    private RunState EndWithoutRow(RunState state, RunCompleted completed)
    {
        if (state.Stop.Reason != StopReason.None || state.Step >= prepared.Plan.Time.Steps)
            return state;
        var reason = Enum.Parse<StopReason>(completed.StopReason);
        if (reason == StopReason.StopRequested || state.IsFed)
        {
            state.EndWithoutRow(reason, prepared.Plan.Time.Step);      // that step is not the simulation's own to find again
            return state;
        }

        using var buffer = new ChunkBuffer(prepared.Schemas, 1);
        var integrator = new Integrator(prepared.Plan, state, new FlushPolicy(1, long.MaxValue, 1));
        integrator.Begin(buffer);
        integrator.Fill(1);
        return integrator.Capture();
    }

    private void WriteTables(RunLedger ledger)
    {
        WriteEmptyTables(ledger);
        PublishTable(TableNames.MassBudget, "checks/mass_budget.csv", CsvTable.Write);
        if (prepared.Schemas.Energy is not null)
            PublishTable(TableNames.Energy, "checks/energy_budget.csv", WriteEnergy);
        if (prepared.Schemas.StepDiagnostics is null)
            return;

        var settings = prepared.Plan.Parameters.Io.StepDiagnostics;
        var isJson = settings.Format == StepDiagnosticsFormat.Jsonl;
        PublishTable(TableNames.StepDiagnostics, settings.Path ?? (isJson ? "series/step_diagnostics.jsonl" : "series/step_diagnostics.csv"), isJson ? WriteJsonLines : CsvTable.Write);
    }

    private void WriteEnergy(TableReader table, Stream output) => Text(
        output, writer => EnergyBudget.Write(table, prepared.Plan.Time.Step, prepared.Plan.Parameters.Dynamics.EpsRestitution, writer));

    private static void WriteJsonLines(TableReader table, Stream output) => Text(output, writer => CsvTable.WriteJsonLines(table, writer));

    // A run that ends before its first row has no chunk; readers still find tables with the fixed columns (runner.md Q-15).
    private void WriteEmptyTables(RunLedger ledger)
    {
        if (ledger.Chunks > 0)
            return;

        using var encoder = prepared.NewEncoder();
        using var buffer = new ChunkBuffer(prepared.Schemas, 1);
        buffer.Rent(0);
        foreach (var table in prepared.Schemas.Tables)
            Publish($"{ChunkNames.Folder}/{ChunkNames.Whole(table.Name)}", true, output => encoder.Write(table, buffer, output));
    }

    private void PublishTable(string table, string name, Action<TableReader, Stream> write) => Publish(name, true, output =>
    {
        using var reader = RunTables.Open(directory.Root, table);
        write(reader, output);
    });

    private void Publish(string name, bool isWanted, Action<Stream> body)
    {
        if (isWanted && !place.Has(name))
            _published[name] = place.Publish(name, body);
    }

    private static void Text(Stream output, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(output, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 65536, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    }
}
