using System.Security.Cryptography;

using MarsDisk.Actors.Runs;
using MarsDisk.History.Columns;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Aggregation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;

namespace MarsDisk.Hosting.Running;

/// <summary>Computes a committed chunk again, when the state behind it is damaged, and compares it with what was committed.</summary>
internal static class ChunkCheck
{
    /// <summary>Goes from a state to the end of the last committed chunk.</summary>
    /// <param name="prepared">The run.</param>
    /// <param name="state">State at the border before that chunk.</param>
    /// <param name="ledger">What is committed.</param>
    /// <exception cref="RunUnusableException">The rows differ from the committed ones.</exception>
    public static ResumeState Recompute(PreparedRun prepared, ResumeState state, RunLedger ledger)
    {
        var integrator = new Integrator(prepared.Plan, state.Run, prepared.Policy);
        var aggregator = new Aggregator(prepared.Plan, state.Aggregates);
        using var buffer = new ChunkBuffer(prepared.Schemas, prepared.Policy.Capacity);
        integrator.Begin(buffer);
        SealedChunk? seal = null;
        while (seal is null && !integrator.HasEnded)
        {
            var window = integrator.Fill(buffer.Capacity);
            aggregator.Fold(buffer, window.FirstRow, window.EndRow);
            seal = window.Seal;
            if (integrator.IsWaiting)
                throw new RunUnusableException("The newest state of the run is damaged, and the chunk before it took inputs of a scenario that are gone.\n  nothing was changed; start anew with --new.", ExitCodes.CannotGoOn);
        }

        Compare(prepared, buffer, ledger.Committed[^1]);
        return new ResumeState(integrator.Capture(), aggregator.Capture());
    }

    private static void Compare(PreparedRun prepared, ChunkBuffer buffer, ChunkCommitted committed)
    {
        using var encoder = prepared.NewEncoder();
        foreach (var table in prepared.Schemas.Tables.Where(table => encoder.Rows(table, buffer) > 0))
        {
            using var file = new MemoryStream();
            encoder.Write(table, buffer, file);
            var hash = new ContentHash(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)));
            if (!committed.Tables.Any(known => known.Table == table.Name && known.Sha256 == hash))
                throw new RunUnusableException($"Table {table.Name} of steps {committed.Steps.First}..{committed.Steps.End - 1} comes out different from what was committed.\n  nothing was changed; start anew with --new.", ExitCodes.CannotGoOn);
        }
    }
}
