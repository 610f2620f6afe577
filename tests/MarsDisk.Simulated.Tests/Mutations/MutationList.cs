namespace MarsDisk.Simulated.Mutations;

/// <summary>The bugs that the simulation has to find. Each is one that somebody could write.</summary>
internal static class MutationList
{
    private const string Journal = "src/MarsDisk.Journal/Records/JournalFile.cs";
    private const string AtomicFile = "src/MarsDisk.Storage/Publishing/AtomicFile.cs";
    private const string ChunkPublisher = "src/MarsDisk.Storage/Publishing/ChunkPublisher.cs";
    private const string OrphanSweep = "src/MarsDisk.Storage/Recovery/OrphanSweep.cs";
    private const string StateFiles = "src/MarsDisk.Storage/State/StateFiles.cs";
    private const string Leases = "src/MarsDisk.Storage/Leases/FileLeases.cs";
    private const string RunFolder = "src/MarsDisk.Storage/Directories/RunDirectory.cs";
    private const string RunActor = "src/MarsDisk.Actors/Runs/RunActor.cs";
    private const string RunBuffers = "src/MarsDisk.Actors/Runs/RunBuffers.cs";
    private const string BatchOrder = "src/MarsDisk.Actors/Pipeline/BatchOrder.cs";
    private const string FlushTrigger = "src/MarsDisk.Actors/Pipeline/FlushTriggerActor.cs";
    private const string Recovery = "src/MarsDisk.Storage/Recovery/RunRecovery.cs";
    private const string WriterLoop = "src/MarsDisk.Actors/Pipeline/WriterLoop.cs";
    private const string RunState = "src/MarsDisk.Simulation/States/RunState.cs";

    private const string HistoryPublisher = "src/MarsDisk.Storage/Publishing/HistoryPublisher.cs";
    private const string HistoryFiles = "src/MarsDisk.Storage/State/HistoryFiles.cs";
    private const string RunHistory = "src/MarsDisk.Simulation/States/Histories/RunHistory.cs";

    private const string BeginCommit = "_pipeline.BeginCommit(chunk.Buffer);\n";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("a buffer is granted before the commit",
            [new(RunActor, BeginCommit, BeginCommit + "        _pipeline.EndCommit(chunk.Buffer, Self);\n"),
             new(RunActor, "            TakeDown(ending);\n        _pipeline.EndCommit(chunk.Buffer, Self);\n", "            TakeDown(ending);\n")]),
        new("a chunk is announced before the commit",
            [new(RunActor, BeginCommit, BeginCommit + "        Context.System.EventStream.Publish(_news.Flushed(chunk));\n")]),
        new("a buffer becomes free twice",
            [new(RunBuffers, "its buffer was not committing.\");\n        _free.Enqueue(buffer);", "its buffer was not committing.\");\n        _free.Enqueue(buffer);\n        _free.Enqueue(buffer);")]),
        new("the bytes of a file are not synced",
            [new(AtomicFile, "        file.Sync();\n", "")]),
        new("a file is renamed before it is synced",
            [new(AtomicFile, "        file.Sync();\n", ""),
             new(AtomicFile, "        _run.Disk.Move(_asidePath, _path);\n", "        _run.Disk.Move(_asidePath, _path);\n        using (var renamed = _run.Disk.Open(_path))\n            renamed.Sync();\n")]),
        new("the directory of the tables is not synced",
            [new(ChunkPublisher, "            run.Disk.SyncDirectory(run.Series);\n", "")]),
        new("the directory of the states is not synced",
            [new(ChunkPublisher, "            run.Disk.SyncDirectory(run.State);\n", "")]),
        new("a chunk is committed before its last file is renamed",
            [new(ChunkPublisher, "foreach (var file in written)", "foreach (var file in lease.Epoch > 1 ? written.SkipLast(1) : written)")]),
        new("an append is not synced",
            [new(Journal, "        _file.Write(record, _endOffset);\n        _file.Sync();\n", "        _file.Write(record, _endOffset);\n")]),
        new("what a killed owner did not sync is not synced",
            [new(Journal, "            file.SetLength(contents.EndOffset);\n        file.Sync();\n", "            file.SetLength(contents.EndOffset);\n")]),
        new("a torn record is not cut off",
            [new(Journal, "            file.SetLength(contents.EndOffset);\n", "            _ = contents.EndOffset;\n")]),
        new("an append does not look for another owner's",
            [new(Journal, "            RefuseWhenGrown();\n", "")]),
        new("the epoch does not grow",
            [new(Leases, "var epoch = 1 + Math.Max(", "var epoch = 1 + 0 * Math.Max(")]),
        new("an epoch that the journal has already is taken",
            [new(RunFolder, "if (journal.Epoch < lease.Epoch)", "if (journal.Epoch >= 0)")]),
        new("the orphan sweep deletes what is committed",
            [new(OrphanSweep, "!PublishedNames.IsChunk(fileName) || named.Contains(name)", "!PublishedNames.IsChunk(fileName)")]),
        new("the orphan sweep leaves tables behind",
            [new(OrphanSweep, "        SweepSeries(run, lease, ledger, deleted);\n", "")]),
        new("an owner without a lease sweeps",
            [new(Recovery, "if (!lease.IsHeld) ", "if (lease is null) "),
             new(RunFolder, "        if (!lease.IsHeld)\n            throw new LeaseLostException($\"The lease of run {Run} is lost: {name} was not deleted.\");\n", "")]),
        new("the state before the last is deleted",
            [new(StateFiles, "Path.GetFileName(ledger.PreviousState.Name)", "Path.GetFileName(ledger.State!.Name)")]),
        new("a field of the state is forgotten",
            [new(RunState, "        Losses.Transfer(transfer, LossTag);\n", "")]),
        new("the writer answers the wrong actor",
            [new(FlushTrigger, "seal.Cause), _runActor);", "seal.Cause), Self);")]),
        new("a batch of another generation is accepted",
            [new(BatchOrder, "if (batch.Generation != generation)", "if (batch.Generation < 0)")]),
        new("a doubled batch or a gap is accepted",
            [new(BatchOrder, "if (batch.FirstRow != _nextRow || batch.EndRow < batch.FirstRow || isEmpty)", "if (batch.EndRow < batch.FirstRow || isEmpty)"),
             new(BatchOrder, "if (batch.Buffer.FirstStep + batch.FirstRow != _nextStep)", "if (batch.Buffer.FirstStep < 0)")]),
        new("a batch that is lost at the end is not missed",
            [new(BatchOrder, "if (step != _nextStep)", "if (step < 0)")]),
        new("a chunk behind a refused one is published",
            [new(WriterLoop, "if (lane.NextStep != chunk.Buffer.FirstStep)", "if (lane.NextStep < 0)")]),
        new("the directory of a history is not synced",
            [new(HistoryPublisher, "            run.Disk.SyncDirectory(run.State);\n", "")]),
        new("the newest history is deleted",
            [new(HistoryFiles, "TakeLast(kept == 0 ? int.MaxValue : kept)", "TakeLast(0)")]),
        new("a history brings no size distributions back",
            [new(RunHistory, "buffer.Resume(firstStep, rows.Steps, rows.PsdSteps);", "buffer.Resume(firstStep, rows.Steps, 0);")]),
    ];
}
