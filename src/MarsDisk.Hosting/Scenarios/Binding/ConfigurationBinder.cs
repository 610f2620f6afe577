using MarsDisk.Configuration;
using MarsDisk.Hosting.Running;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>One key as a scenario sets it.</summary>
/// <param name="Text">The override.</param>
/// <param name="Key">The key.</param>
/// <param name="Table">The table that it follows; null: it has the value of the override.</param>
/// <param name="At">Where it stands.</param>
internal sealed record KeySetting(OverrideText? Text, string Key, string? Table, SourceSpan At);

/// <summary>
/// The configuration of the runs to come: a base file and what changes it, in the order of the source. It is resolved by the
/// ordinary way of a run, so that a scenario that only restates a file gives the same plan.
/// </summary>
internal sealed class ConfigurationBinder(BinderSettings settings, Problems problems, ValueBinder values)
{
    private const int BaseBytesMax = 1024 * 1024;
    private const string NoBase = "scenario";

    private readonly List<KeySetting> _patches = [];
    private string _basePath = NoBase;
    private string? _baseText = "{}";

    /// <summary>Takes another base file; what changes it stays.</summary>
    public void TakeBase(ConfigBaseRequested requested)
    {
        if (settings.Root.Resolve(requested.Path) is not { } path)
        {
            _baseText = null;
            problems.Error("scn.path.outside_root", requested.Span, $"{requested.Path} lies outside {settings.Root.Directory}.", "A scenario may name files below that directory only.");
            return;
        }

        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > BaseBytesMax })
                throw new IOException("it is larger than 1 MiB; that is no configuration");
            _baseText = File.ReadAllText(path);
            _basePath = requested.Path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _baseText = null;
            problems.Error("scn.path.unreadable", requested.Span, $"{requested.Path} cannot be read: {error.Message}");
        }
    }

    /// <summary>Changes the configuration of the runs that follow.</summary>
    public void Patch(IEnumerable<Assignment> assignments)
    {
        // A value that a later one replaces is dropped, so that memory follows the number of keys and not of statements.
        foreach (var setting in Bind(assignments))
        {
            _patches.RemoveAll(earlier => earlier.Key == setting.Key && earlier.Table is null == setting.Table is null);
            _patches.Add(setting);
        }
    }

    /// <summary>Keys and values of assignments; what is wrong is left out and said.</summary>
    public IReadOnlyList<KeySetting> Bind(IEnumerable<Assignment> assignments)
    {
        var bound = new List<KeySetting>();
        foreach (var (key, value, span) in assignments)
        {
            if (values.Key(key, span) is not { } facts)
                continue;
            if (value is ScenarioValue.TableRef table)
                bound.Add(new KeySetting(null, key, table.Name, span));
            else if (values.Text(facts, value, span) is { } text)
                bound.Add(new KeySetting(Override($"{key}={text}", span), key, null, span));
        }

        return bound;
    }

    /// <summary>Settings that hold for a run: the later one of a key wins.</summary>
    public IReadOnlyList<KeySetting> With(IReadOnlyList<KeySetting> settingsOfRun) => [.. _patches, .. settingsOfRun];

    /// <summary>Loads and plans; null after diagnostics.</summary>
    /// <param name="all">Settings in their order.</param>
    /// <param name="options">Overrides that stand for options.</param>
    /// <param name="name">Name of the run.</param>
    /// <param name="at">Head of the run.</param>
    public PreparedRun? Plan(IReadOnlyList<KeySetting> all, IEnumerable<string> options, string name, SourceSpan at)
    {
        // A base that cannot be read is said where it is named; every run would repeat it.
        if (_baseText is null)
            return null;
        var overrides = all.Where(setting => setting.Text is not null).Select(setting => setting.Text!)
            .Concat(options.Select(option => Override(option, at))).ToList();
        var source = new ConfigurationSource(_basePath, _baseText, overrides, name, new Dictionary<string, string>(StringComparer.Ordinal)) { Scenario = settings.Origin };
        var plan = new PlanOptions { ConfigurationPath = _basePath };
        var preparation = RunPreparation.Prepare(source, settings.Variables, plan);
        if (preparation.Run is null && _basePath == NoBase)
        {
            var errors = preparation.Findings.Where(finding => finding.Severity == Configuration.Severity.Error).ToList();
            problems.Error(
                "scn.run.configuration", at, $"run \"{name}\": without a base configuration {errors.Count} things are missing, first: {errors[0].Message}",
                "Write config from \"FILE\" before the run; marsdisk config init makes one.");
            return null;
        }
        foreach (var finding in preparation.Findings.Where(finding => finding.Severity != Configuration.Severity.Info))
            Say(finding, all, name, at);
        return preparation.Run;
    }

    private OverrideText Override(string text, in SourceSpan at) =>
        new(text, settings.SourceName, (int)Math.Min(at.StartLine, int.MaxValue));

    private void Say(Finding finding, IReadOnlyList<KeySetting> all, string name, SourceSpan head)
    {
        var at = finding.File == settings.SourceName && all.FirstOrDefault(setting => setting.At.StartLine == finding.Line) is { } setting
            ? setting.At
            : head;
        var code = finding.Code switch { "TYPE" => "scn.key.type", "RANGE" => "scn.key.range", "KEY001" => "scn.key.unknown", _ => "scn.run.configuration" };
        var message = $"run \"{name}\": {finding.Message}";
        var note = finding.File == settings.SourceName ? finding.Advice : $"{finding.Where}{(finding.Advice is null ? "" : $": {finding.Advice}")}";
        if (finding.Severity == Configuration.Severity.Error)
            problems.Error(code, at, message, note);
        else
            problems.Warning(code, at, message, note);
    }
}
