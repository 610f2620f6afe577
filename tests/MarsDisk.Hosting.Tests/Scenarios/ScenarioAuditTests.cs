using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Parsing;

namespace MarsDisk.Hosting.Tests.Scenarios;

/// <summary>The audit file of a scenario when the disk does not take it.</summary>
public sealed class ScenarioAuditTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_audit_whose_full_file_cannot_be_put_aside_ends_nothing_and_goes_on_when_it_can()
    {
        var directory = new ScenarioDirectory(_folder.Path, "s");
        var (path, aside) = (Path.Combine(directory.Root, "audit.ndjson"), Path.Combine(directory.Root, "audit.1.ndjson"));
        Directory.CreateDirectory(Path.Combine(aside, "in the way"));
        await File.WriteAllTextAsync(path, new string(' ', 9 * 1024 * 1024) + "\n");
        var audit = new ScenarioAudit(directory, TimeProvider.System, new StreamingConfig());

        Tell(audit);
        Tell(audit);
        await audit.DisposeAsync();

        Directory.Delete(aside, recursive: true);
        await using (var next = new ScenarioAudit(directory, TimeProvider.System, new StreamingConfig()))
            Tell(next);
        Assert.StartsWith("{", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.True(File.Exists(aside));
    }

    private static void Tell(ScenarioAudit audit) => audit.Config.OnDiagnostic!.On(
        new StreamEvent.Error(new Diagnostic("parser.stream.error", Severity.Error, "gone", default), null) { Config = new RunConfig() });
}
