using MarsDisk.Configuration.Node;

using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace MarsDisk.Hosting.Daemon.Logging;

/// <summary>The log of a daemon: one line an entry on standard error, and in a rolling file when one is named.</summary>
public sealed class DaemonLog : IDisposable
{
    private readonly Logger _logger;
    private readonly SerilogLoggerFactory _factory;
    private readonly LoggingLevelSwitch _level = new();

    /// <summary>Opens the log.</summary>
    /// <param name="settings">Level, form and file.</param>
    /// <param name="node">Name of the node; stands in every entry.</param>
    /// <param name="isTerminal">Whether standard error is read by a person.</param>
    public DaemonLog(LogSection settings, string node, bool isTerminal)
    {
        ArgumentNullException.ThrowIfNull(settings);
        SetLevel(settings.Level);
        ITextFormatter form = settings.Format == "text" || (settings.Format == "auto" && isTerminal) ? new TextLine() : new LogLine();
        var configuration = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(_level)
            .Enrich.WithProperty("Node", node)
            .WriteTo.Console(form, standardErrorFromLevel: LogEventLevel.Verbose);
        if (settings.File.Length > 0)
        {
            configuration.WriteTo.File(
                new LogLine(), settings.File, fileSizeLimitBytes: settings.FileSize, rollOnFileSizeLimit: true,
                retainedFileCountLimit: (int)settings.Files);
        }

        _logger = configuration.CreateLogger();
        _factory = new SerilogLoggerFactory(_logger);
        Log = _factory.CreateLogger("MarsDisk");
    }

    /// <summary>Where entries go.</summary>
    public Microsoft.Extensions.Logging.ILogger Log { get; }

    /// <summary>From now on less important entries are left out.</summary>
    /// <param name="word">As <c>log.level</c> names it.</param>
    public void SetLevel(string word) => _level.MinimumLevel = LevelOf(word);

    /// <summary>Writes what is still in memory.</summary>
    public void Dispose()
    {
        _factory.Dispose();
        _logger.Dispose();
    }

    private static LogEventLevel LevelOf(string word) => word switch
    {
        "verbose" => LogEventLevel.Verbose,
        "debug" => LogEventLevel.Debug,
        "warning" => LogEventLevel.Warning,
        "error" => LogEventLevel.Error,
        _ => LogEventLevel.Information,
    };
}
