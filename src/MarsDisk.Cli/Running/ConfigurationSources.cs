using System.CommandLine;

using MarsDisk.Cli.Commands;
using MarsDisk.Configuration;
using MarsDisk.Hosting.Running;

namespace MarsDisk.Cli.Running;

/// <summary>Reads configuration and overrides that a command line names.</summary>
internal static class ConfigurationSources
{
    private const int CharactersMax = 1024 * 1024;

    /// <summary>Reads what <c>run</c> names.</summary>
    /// <returns>The source, or null after an explanation on standard error.</returns>
    public static ConfigurationSource? Read(RunOptions options, ParseResult line)
    {
        try
        {
            return Read(options.Configuration, line, options.Overrides(line), line.GetValue(options.Name), Tags(line.GetValue(options.Tag)));
        }
        catch (FormatException error)
        {
            Console.Error.WriteLine(error.Message);
            return null;
        }
    }

    /// <summary>Reads a configuration with files of overrides and overrides.</summary>
    /// <returns>The source, or null after an explanation on standard error.</returns>
    public static ConfigurationSource? Read(
        ConfigurationOptions options, ParseResult line, IReadOnlyList<string> overrides, string? name, IReadOnlyDictionary<string, string> tags)
    {
        if (options.FileOf(line) is not { } file || TextOf(file) is not { } text)
            return null;

        var all = new List<OverrideText>();
        foreach (var overridesFile in line.GetValue(options.OverridesFile) ?? [])
        {
            if (TextOf(overridesFile) is not { } content)
                return null;
            all.AddRange(OverrideText.ReadFile(content, overridesFile));
        }

        all.AddRange(overrides.Select(entry => new OverrideText(entry)));
        return new ConfigurationSource(file == "-" ? "stdin" : file, text, all, name, tags);
    }

    /// <summary>Reads a file or standard input.</summary>
    /// <returns>The content, or null after an explanation on standard error.</returns>
    public static string? TextOf(string file)
    {
        try
        {
            return Content(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return null;
        }
    }

    /// <summary>The same; what cannot be read is said in the exception.</summary>
    /// <param name="file">Path; <c>-</c> for standard input.</param>
    /// <exception cref="IOException">It cannot be read, or is far too large.</exception>
    public static string Content(string file)
    {
        if (file == "-")
            return Console.In.ReadToEnd();
        if (new FileInfo(file) is { Exists: true, Length: > CharactersMax })
            throw new IOException($"{file} is larger than 1 MiB; that is no configuration.");
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{file} cannot be read: {error.Message}", error);
        }
    }

    private static Dictionary<string, string> Tags(string[]? entries)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries ?? [])
        {
            var split = entry.Split('=', 2);
            if (split.Length != 2 || split[0].Length == 0)
                throw new FormatException($"--tag {entry} is not KEY=VALUE.");
            tags[split[0]] = split[1];
        }

        return tags;
    }
}
