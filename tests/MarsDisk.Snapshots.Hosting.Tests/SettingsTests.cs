using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MarsDisk.Snapshots.Hosting.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void A_key_is_written_as_the_property_or_in_kebab_case()
    {
        using var rig = new HostRig(
            ("KeepLast", "7"), ("garbage-grace", "1.00:00:00"), ("write-compat", "legacy-raw"), ("Durability", "FileOnly"),
            ("temp:MaxConcurrentFiles", "3"), ("Temp:slot-wait", "00:00:05"), ("upload:block-bytes", "1048576"),
            ("prefix-owned", "true"), ("force-offload-types:0", "one"), ("force-offload-types:1", "two"), ("Restore:ReadRetries", "9"));

        var options = rig.Get<IOptions<SnapshotIoOptions>>().Value;

        Assert.Equal(7, options.KeepLast);
        Assert.Equal(TimeSpan.FromDays(1), options.GarbageGrace);
        Assert.Equal(PayloadFormat.LegacyRaw, options.WriteCompat);
        Assert.Equal(SnapshotDurability.FileOnly, options.Durability);
        Assert.Equal(3, options.Temp.MaxConcurrentFiles);
        Assert.Equal(TimeSpan.FromSeconds(5), options.Temp.SlotWait);
        Assert.Equal(1_048_576, options.Upload.BlockBytes);
        Assert.True(options.PrefixOwned);
        Assert.Equal(["one", "two"], options.ForceOffloadTypes);
        Assert.Equal(9, options.Restore.ReadRetries);
        Assert.Equal(new SnapshotIoOptions().FrameBytes, options.FrameBytes);
    }

    [Fact]
    public void Every_property_of_the_options_can_be_set()
    {
        var unread = new List<string>();

        foreach (var path in Paths(typeof(SnapshotIoOptions), "").Append("health:MaxSnapshotAge").Append("health:MaxConsecutiveFailures"))
        {
            using var rig = new HostRig((path, "\u0001"));
            if (Record.Exception(rig.Get<SnapshotServices>) is SnapshotOptionsException error && error.Message.Contains("is not a setting", StringComparison.Ordinal))
                unread.Add(path);
        }

        Assert.Empty(unread);
    }

    [Trait("Snapshot", "143")]
    [Fact]
    public async Task A_start_with_contradictions_fails_with_one_message_that_lists_all_of_them()
    {
        using var rig = new HostRig(
            ("frame-bytes", "17"), ("commit-deadline", "13:00:00"), ("sweep-mode", "delete"), ("temp:max-file", "3"), ("codec", "rar"),
            ("keep-last", "many"), ("KeepLast", "2"), ("health:max-consecutive-failures", "0"));

        var error = await Assert.ThrowsAsync<SnapshotOptionsException>(() => rig.App.StartAsync());

        Assert.Equal(8, error.Problems.Count);
        foreach (var named in new[]
            { "frame-bytes", "commit-deadline", "prefix-owned", "'temp:max-file'", "'codec' is 'rar'", "Brotli", "'keep-last' is 'many'", "set twice", "health:max-consecutive" })
            Assert.Contains(named, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_start_without_records_or_with_a_store_of_another_name_says_so()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddMarsDiskSnapshots(
            new ConfigurationBuilder().Build(), stores => stores.UseBlobs("s3", _ => new InMemoryBlobStore(TimeProvider.System)));
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<SnapshotOptionsException>(() => host.StartAsync());

        Assert.Contains("UseStates", error.Message, StringComparison.Ordinal);
        Assert.Contains("'s3' calls itself 'inmemory'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_set_of_stores_in_one_container_is_refused() => Assert.Throws<InvalidOperationException>(() =>
        new ServiceCollection().AddMarsDiskSnapshots(new ConfigurationBuilder().Build(), _ => { }).AddMarsDiskSnapshots(new ConfigurationBuilder().Build(), _ => { }));

    private static IEnumerable<string> Paths(Type type, string path) => type.GetProperties().SelectMany(property =>
        property.PropertyType.Namespace == type.Namespace && property.PropertyType.IsClass
            ? Paths(property.PropertyType, $"{path}{property.Name}:")
            : [path + property.Name]);
}
