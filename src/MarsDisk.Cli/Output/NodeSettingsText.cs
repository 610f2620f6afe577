using MarsDisk.Cli.Running;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Actors;

namespace MarsDisk.Cli.Output;

/// <summary>Prints the settings of a node as HOCON that could be read again, with origins on request.</summary>
internal static class NodeSettingsText
{
    /// <summary>Shows what a node started with this file and these options would use.</summary>
    /// <returns>The exit code.</returns>
    public static int Show(string file, IReadOnlyList<string> options, bool withOrigins)
    {
        if (ConfigurationSources.TextOf(file) is not { } text)
            return ExitCodes.Usage;

        var loaded = NodeConfigurationLoader.Load(new NodeSources(null, new NamedText(file, text), null, ProcessEnvironment.Variables, options) { ActorLibrary = ActorHost.Library });
        FindingsText.Print(loaded.Findings, isStrict: false, Console.Error);
        foreach (var entry in loaded.Entries)
            Console.Out.WriteLine(withOrigins ? $"{entry.Path} = {Value(entry.Text)}\t{entry.Origin}" : $"{entry.Path} = {Value(entry.Text)}");
        return loaded.Configuration is null ? ExitCodes.Usage : ExitCodes.Done;
    }

    private static string Value(string text) =>
        text.Length > 0 && text.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '.' or '-' or '_')
            ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
