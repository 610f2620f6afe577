using System.Text;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Targets.Tests.Servers;

/// <summary>Everything that programs left behind: what they said, and each file of their folder.</summary>
internal static class Traces
{
    // With these four bytes the body of a state begins.
    private const string Body = "MDST";

    /// <summary>No secret stands anywhere, and no byte of a body in what was said.</summary>
    public static void AssertSilent(WorkFolder folder, IEnumerable<ProgramEnd> ends, params ReadOnlySpan<string> secrets)
    {
        var said = string.Join('\n', ends);
        Assert.DoesNotContain(Body, said, StringComparison.Ordinal);
        foreach (var secret in secrets)
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(path);
            foreach (var secret in secrets)
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{Path.GetRelativePath(folder.Path, path)} tells a secret.");
        }
    }
}
