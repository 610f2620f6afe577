using System.Text.RegularExpressions;
using MarsDisk.Snapshots.Testing.Crashes;

namespace MarsDisk.Snapshots.Boundary.Tests.Reach;

/// <summary>What a host does not have is never called: seen from the runtime, which reports every method that is entered.</summary>
public sealed partial class ReachTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marsdisk-reach-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_host_without_files_and_threads_is_asked_for_neither_and_one_that_has_them_is()
    {
        var run = await CrashProcess.RunAsync(typeof(ReachTests).Assembly.Location, failpoints: null, _folder);
        Assert.True(run.ExitCode == 0, run.Errors);

        var (bare, native) = (Entered(run, "bare"), Entered(run, "native"));

        Assert.Contains(bare, method => method.Contains("SnapshotWrite::PlaceAsync", StringComparison.Ordinal) || method.Contains("<PlaceAsync>", StringComparison.Ordinal));
        Assert.DoesNotContain(bare, method => Foreign().IsMatch(method));
        Assert.Contains("bare waited 0", run.Lines, StringComparer.Ordinal);
        Assert.Contains("bare pooled 0", run.Lines, StringComparer.Ordinal);

        foreach (var known in new[]
            { "System.IO.File::", "System.IO.Strategies.", "SafeFileHandle::", "FileStage::", "ScratchDirectory::", "Posix::", "IntentLog::", "IoThreads::", "Thread::Start" })
            Assert.Contains(native, method => method.Contains(known, StringComparison.Ordinal) && Foreign().IsMatch(method));
        Assert.Contains("waiting waited 1", run.Lines, StringComparer.Ordinal);
        Assert.DoesNotContain("native pooled 0", run.Lines, StringComparer.Ordinal);
    }

    private static List<string> Entered(CrashProcess run, string host) =>
        [.. run.Lines.Where(line => line.StartsWith($"{host} method ", StringComparison.Ordinal)).Select(line => line[$"{host} method ".Length..])];

    [GeneratedRegex(
        @"^System\.IO\.(File|Directory|Drive|Strategies|Enumeration|RandomAccess)|SafeFileHandle::|Thread::Start|PortableThreadPool|NativeLibrary::TryLoad"
        + "|FileStage::|ScratchDirectory::|Posix::|IntentLog::|IoThreads::|NativeCompressor::",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Foreign();
}
