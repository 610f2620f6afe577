using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MarsDisk.Simulated.Mutations;

/// <summary>
/// A copy of this test project's output in which one product assembly was compiled from changed source, by the compiler
/// of the SDK that is installed beside the running runtime.
/// </summary>
internal sealed partial class MutatedProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("marsdisk-mutation-").FullName;

    /// <summary>Compiles the program with the bug.</summary>
    /// <exception cref="InvalidOperationException">The source has changed, or what results does not compile.</exception>
    public MutatedProgram(Mutation mutation)
    {
        try
        {
            foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
                File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
            Compile(mutation);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs seeds in a process of their own until one finds the bug.</summary>
    /// <returns>The seed and what it says; null when none did.</returns>
    public (long Seed, string Violation)? FirstViolation(long first, int count, int threads)
    {
        var program = Path.Combine(_folder, Path.GetFileName(typeof(Program).Assembly.Location));
        var (code, output) = Start([program, "seeds", Text(first), Text(count), Text(threads)]);
        if (code == 0)
            return null;
        var found = Found().Match(output);
        return found.Success
            ? (long.Parse(found.Groups["seed"].Value, CultureInfo.InvariantCulture), found.Groups["law"].Value.Trim())
            : (first, $"the process ended with code {code}");
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Compile(Mutation mutation)
    {
        var target = $"{mutation.Project}.dll";
        var response = Path.Combine(_folder, "mutation.rsp");
        List<string> lines =
        [
            "-target:library", "-nostdlib+", "-nologo", "-warn:0", "-nullable:enable", "-langversion:14", "-optimize+", "-unsafe+", "-deterministic+",
            "-define:DEBUG;TRACE;NET;NETCOREAPP;NET10_0",
            $"-out:\"{Path.Combine(_folder, target)}\"",
            .. References(target).Select(file => $"-reference:\"{file}\""),
            .. Directory.GetFiles(Sdk.Generators(), "*.dll").Select(file => $"-analyzer:\"{file}\""),
            .. SourcesOf(mutation).Select(file => $"\"{file}\""),
        ];
        File.WriteAllLines(response, lines);
        var (code, output) = Start([Sdk.Compiler(), "-shared", "-noconfig", $"@{response}"]);
        if (code != 0)
            throw new InvalidOperationException($"'{mutation}' does not compile:\n{output}");
    }

    // The project's own files and those that the build has generated beside them.
    private IEnumerable<string> SourcesOf(Mutation mutation)
    {
        var changed = Change(mutation);
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\'));
        var generated = Path.Combine(Sdk.RepositoryRoot(), "artifacts", "intree", "obj", mutation.Project, configuration);
        foreach (var path in Directory.GetFiles(Path.Combine(Sdk.RepositoryRoot(), "src", mutation.Project), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(generated, "*.cs")))
        {
            if (!changed.TryGetValue(path, out var text))
            {
                yield return path;
                continue;
            }
            var copy = Path.Combine(_folder, Path.GetFileName(path));
            File.WriteAllText(copy, text);
            yield return copy;
        }
    }

    private static Dictionary<string, string> Change(Mutation mutation)
    {
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var edit in mutation.Edits)
        {
            var path = Path.Combine(Sdk.RepositoryRoot(), edit.File.Replace('/', Path.DirectorySeparatorChar));
            var text = changed.GetValueOrDefault(path) ?? File.ReadAllText(path).ReplaceLineEndings("\n");
            var parts = text.Split(edit.Original);
            if (parts.Length != 2)
                throw new InvalidOperationException($"'{mutation}': its text stands {parts.Length - 1} times in {edit.File}, expected once. Plant the bug anew.");
            changed[path] = string.Join(edit.Replacement, parts);
        }
        return changed;
    }

    private IEnumerable<string> References(string target) =>
        Sdk.RuntimeAssemblies()
            .Concat(Directory.GetFiles(_folder, "MarsDisk.*.dll").Where(file => Path.GetFileName(file) != target))
            .Concat(Directory.GetFiles(_folder, "YamlDotNet.dll"));

    private static (int Code, string Output) Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Sdk.Dotnet(), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            throw new InvalidOperationException($"No answer within {Patience}.");
        }
        return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    [GeneratedRegex(@"^violation seed (?<seed>\d+): (?<law>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Found();
}
