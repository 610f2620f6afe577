using MarsDisk.History.Columns;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.States.Histories;
using MarsDisk.Snapshots.Container;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.State;

namespace MarsDisk.Hosting.Running;

/// <summary>Finds the history that a run goes on from whose rows are in no table yet.</summary>
/// <param name="directory">The run.</param>
/// <param name="say">Receives one line where the newest one cannot be used.</param>
internal sealed class HistoryTakeUp(RunDirectory directory, Action<string> say)
{
    /// <summary>Reads the newest that is whole.</summary>
    /// <param name="ledger">What the journal says.</param>
    /// <param name="buffer">Receives the rows.</param>
    /// <returns>The state behind these rows; null: none is whole, and the run starts over behind its last commit.</returns>
    public ResumeState? Newest(RunLedger ledger, ChunkBuffer buffer)
    {
        string? trouble = null;
        foreach (var saved in ledger.Histories.Reverse())
        {
            var found = Read(saved, ledger.EndStep, buffer, out var problem);
            if (found is not null && trouble is not null)
                say($"{trouble} The run goes on from {saved.File.Name}, the history before it.");
            if (found is not null)
                return found;
            trouble ??= problem;
        }

        say(FormattableString.Invariant($"{trouble} The run starts over at step {ledger.EndStep}."));
        return null;
    }

    private ResumeState? Read(HistorySaved saved, long firstStep, ChunkBuffer buffer, out string problem)
    {
        problem = $"{saved.File.Name} is missing.";
        if (directory.Disk.LengthOf(directory.PathOf(saved.File.Name)) is null)
            return null;
        try
        {
            return HistoryFiles.Read(directory, saved, body => RunHistory.Read(body, firstStep, buffer));
        }
        catch (Exception damaged) when (damaged is ContainerException or StateFormatException)
        {
            problem = $"{saved.File.Name} is damaged: {damaged.Message}";
            return null;
        }
    }
}
