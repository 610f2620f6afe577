using System.CommandLine;

using MarsDisk.Cli.Output;
using MarsDisk.Cli.Running;
using MarsDisk.Configuration;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Records;
using MarsDisk.Hosting.Running;

namespace MarsDisk.Cli.Commands;

/// <summary>The group <c>config</c>: check, show, diff, keys and schema (experience.md §2.5).</summary>
internal static class ConfigCommands
{
    public static Command Build() => new("config", "Checks, shows and explains configurations.")
    {
        BuildCheck(), BuildShow(), BuildDiff(), BuildKeys(), BuildSchema(), InitCommand.Build(),
    };

    private static Command BuildCheck()
    {
        var files = new Argument<string[]>("file") { Description = "Configurations", Arity = ArgumentArity.OneOrMore };
        var strict = new Option<bool>("--strict") { Description = "Warnings fail" };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Leave out what is only worth knowing" };
        var json = JsonAnswer.Option();
        var command = new Command("check", "Names every finding with file, line, column, code and advice.") { files, strict, quiet, json };
        command.SetAction(line => Check(line.GetRequiredValue(files), line.GetValue(strict), line.GetValue(quiet), line.GetValue(json)));
        return command;
    }

    private static int Check(string[] files, bool isStrict, bool isQuiet, bool isJson)
    {
        var worst = ExitCodes.Done;
        var shown = new List<Finding>();
        foreach (var file in files)
        {
            if (ConfigurationSources.TextOf(file) is not { } text)
                return ExitCodes.Usage;

            var source = new ConfigurationSource(file, text, [], null, new Dictionary<string, string>(StringComparer.Ordinal));
            var findings = RunPreparation.Check(source, ProcessEnvironment.Variables);
            var worthSaying = findings.Where(found => !isQuiet || found.Severity != Severity.Info).ToList();
            shown.AddRange(worthSaying);
            if (!isJson)
                worthSaying.ForEach(Console.Out.WriteLine);
            if (findings.Any(found => found.Severity == Severity.Error || (isStrict && found.Severity == Severity.Warning)))
                worst = ExitCodes.Usage;
            else if (!isJson && findings.All(found => found.Severity == Severity.Info))
                Console.Out.WriteLine($"{file}: no findings");
        }

        if (isJson)
            JsonAnswer.Print("marsdisk.config_check", ("exit_code", worst), ("findings", shown.ConvertAll(JsonAnswer.Of)));
        return worst;
    }

    private static Command BuildShow()
    {
        var options = new ConfigurationOptions();
        var origins = new Option<bool>("--origins") { Description = "Who decided each value" };
        var defaults = new Option<bool>("--defaults") { Description = "With --origins: list defaults too" };
        var json = JsonAnswer.Option("Canonical JSON of the values alone");
        var command = new Command("show", "Prints the resolved configuration.") { origins, defaults, json };
        options.AddTo(command);
        command.SetAction(line => Show(options, line, line.GetValue(origins), line.GetValue(defaults), line.GetValue(json)));
        return command;
    }

    private static int Show(ConfigurationOptions options, ParseResult line, bool withOrigins, bool withDefaults, bool isJson)
    {
        var overrides = line.GetValue(options.Set) ?? [];
        if ((line.GetValue(options.File) ?? line.GetValue(options.Config)) is { } file && file.EndsWith(".conf", StringComparison.OrdinalIgnoreCase))
            return NodeSettingsText.Show(file, overrides, withOrigins);
        if (ConfigurationSources.Read(options, line, overrides, null, new Dictionary<string, string>(StringComparer.Ordinal)) is not { } source)
            return ExitCodes.Usage;

        var loaded = ConfigurationLoader.Load(source.Text, source.Path, source.Overrides, EnvironmentSwitches.Read(ProcessEnvironment.Variables));
        FindingsText.Print(loaded.Findings, isStrict: false, Console.Error);
        if (loaded.Resolved is not { } resolved)
            return ExitCodes.Usage;

        if (withOrigins)
        {
            foreach (var entry in resolved.OriginLines(withDefaults))
                Console.Out.WriteLine(entry);
        }
        else
        {
            Console.Out.Write(isJson ? resolved.ToCanonicalJson() + "\n" : resolved.ToYaml());
        }

        return ExitCodes.Done;
    }

    private static Command BuildDiff()
    {
        var left = new Argument<string>("a") { Description = "Configuration, or run directory" };
        var right = new Argument<string>("b") { Description = "The other one" };
        var json = JsonAnswer.Option();
        var command = new Command("diff", "Names the keys in which two configurations differ, with values and units.") { left, right, json };
        command.SetAction(line => Diff(line.GetRequiredValue(left), line.GetRequiredValue(right), line.GetValue(json)));
        return command;
    }

    private static int Diff(string left, string right, bool isJson)
    {
        if (Load(left) is not { } a || Load(right) is not { } b)
            return ExitCodes.Usage;

        var differences = ResolvedConfiguration.Differences(a, b);
        if (isJson)
            JsonAnswer.Print("marsdisk.config_diff", ("differences", differences.Select(found => new { path = found.Path, a = found.Left, b = found.Right })));
        foreach (var difference in isJson ? [] : differences)
            Console.Out.WriteLine($"{difference.Path}\t{difference.Left}\t{difference.Right}");
        return ExitCodes.Done;
    }

    private static ResolvedConfiguration? Load(string path)
    {
        var text = Directory.Exists(path)
            ? RunDocument.Read(path)?["config"]?["resolved"]?.ToJsonString()
            : ConfigurationSources.TextOf(path);
        if (text is null)
        {
            Console.Error.WriteLine($"{path} is no configuration and no run directory.");
            return null;
        }

        var loaded = ConfigurationLoader.Load(text, path);
        FindingsText.Print(loaded.Findings, isStrict: false, Console.Error);
        return loaded.Resolved;
    }

    private static Command BuildKeys()
    {
        var pattern = new Argument<string?>("pattern") { Description = "Part of a key", Arity = ArgumentArity.ZeroOrOne };
        var markdown = new Option<bool>("--markdown") { Description = "The reference page of all keys" };
        var json = JsonAnswer.Option();
        var command = new Command("keys", "Explains keys: type, unit, default, range, status, effect.") { pattern, markdown, json };
        command.SetAction(line => line.GetValue(markdown) ? Markdown() : Keys(line.GetValue(pattern) ?? "", line.GetValue(json)));
        return command;
    }

    private static Command BuildSchema()
    {
        var command = new Command("schema", "Prints the JSON Schema of a configuration, for editors that complete and check YAML.");
        command.SetAction(_ =>
        {
            Console.Out.Write(ConfigurationSchema.ToJson());
            return ExitCodes.Done;
        });
        return command;
    }

    private static int Markdown()
    {
        Console.Out.Write(KeyReference.ToMarkdown());
        return ExitCodes.Done;
    }

    private static int Keys(string pattern, bool isJson)
    {
        var found = KeyReference.Find(pattern).ToList();
        if (isJson && found.Count > 0)
            JsonAnswer.Print("marsdisk.config_keys", ("keys", found.Select(key => new { path = key.Path, type = key.Type, unit = key.Unit, @default = key.Default, range = key.Range, status = key.Status, effect = key.Effect })));
        foreach (var key in isJson ? [] : found)
        {
            var facts = new[] { key.Type, key.Unit, $"default {key.Default}", key.Range, key.Status }.Where(fact => fact.Length > 0);
            Console.Out.WriteLine($"{key.Path}\n    {string.Join(", ", facts)}\n    {key.Effect}");
        }

        if (found.Count > 0)
            return ExitCodes.Done;

        var near = Nearest.To(pattern, KeyReference.Rows.Select(row => row.Path));
        Console.Error.WriteLine($"no key contains '{pattern}'.{(near is null ? "" : $" Did you mean {near}?")}");
        return ExitCodes.Usage;
    }
}
