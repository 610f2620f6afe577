using MarsDisk.Parsing;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>
/// The audit of one scenario: <c>audit.ndjson</c> in its directory, and behind 8 MiB a second file that holds what came before.
/// An audit that cannot be written ends nothing.
/// </summary>
internal sealed class ScenarioAudit : IAsyncDisposable
{
    private const long BytesMax = 8L * 1024 * 1024;

    private readonly string _path;
    private readonly StreamAudit _audit;
    private FileStream? _file;

    /// <summary>Goes on with the audit of a scenario.</summary>
    /// <param name="directory">The scenario.</param>
    /// <param name="clock">Times of the events.</param>
    /// <param name="config">Settings of the parse; an observer that they name is told as well.</param>
    public ScenarioAudit(ScenarioDirectory directory, TimeProvider clock, StreamingConfig config)
    {
        _path = Path.Combine(directory.Root, "audit.ndjson");
        _audit = new StreamAudit(directory.Id, directory.Id, KeepAsync, clock, config.Metrics);
        Config = config with { OnDiagnostic = config.OnDiagnostic is { } other ? new Both(_audit, other) : _audit, ScenarioId = directory.Id };
    }

    /// <summary>The settings with the audit.</summary>
    public StreamingConfig Config { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _audit.DisposeAsync();
        if (_file is { } file)
            await file.DisposeAsync();
    }

    private async ValueTask KeepAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        try
        {
            _file ??= Open();
            if (_file.Length > BytesMax)
            {
                var full = _file;
                _file = null;                        // it is closed even if the next one cannot be opened
                await full.DisposeAsync();
                File.Move(_path, Path.ChangeExtension(_path, ".1.ndjson"), overwrite: true);
                _file = Open();
            }

            await _file.WriteAsync(json, cancellationToken);
            await _file.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await _file.FlushAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk is full or gone: the runs will say so themselves where it matters.
        }
    }

    // What a killed process left of its last line goes: each line is one event.
    private FileStream Open()
    {
        var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
                break;
            end--;
        }

        file.SetLength(end);
        file.Position = end;
        return file;
    }

    private sealed class Both(IStreamObserver one, IStreamObserver other) : IStreamObserver
    {
        public void On(StreamEvent streamEvent)
        {
            one.On(streamEvent);
            other.On(streamEvent);
        }
    }
}
