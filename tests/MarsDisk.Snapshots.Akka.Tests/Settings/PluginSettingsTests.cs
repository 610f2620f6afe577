namespace MarsDisk.Snapshots.Akka.Tests;

public sealed class PluginSettingsTests
{
    [Fact]
    public void Without_settings_everything_has_its_default()
    {
        var settings = PluginSettings.Read(new Dictionary<string, string>(StringComparer.Ordinal));

        Assert.Equal(("akka", "file", "file"), (settings.Scope, settings.BlobStore, settings.StateStore));
        Assert.Equal((256L << 20, 2, 2), (settings.MaxFallbackBytes, settings.MaxConcurrentSaves, settings.MaxConcurrentLoads));
        Assert.Equal(TimeSpan.FromSeconds(300), settings.CallTimeout);
        Assert.Equal((SnapshotOfferMode.Materialize, false), (settings.Offer, settings.SnapshotIsOptional));
        Assert.Equal((64 << 10, 1 << 20, 64L << 30), (settings.Io.InlineThresholdBytes, settings.Io.FrameBytes, settings.Io.MaxBodyBytes));
        Assert.Equal((SnapshotCodec.Brotli, SnapshotFilter.None, 0, 0), (settings.Io.Codec, settings.Io.Filter, settings.Io.KeepLast, settings.Io.Restore.FallbackDepth));
        Assert.Equal((4, 8L << 30, 1L << 30, TimeSpan.FromSeconds(30)),
            (settings.Io.Temp.MaxConcurrentFiles, settings.Io.Temp.MaxTotalBytes, settings.Io.Temp.MinFreeBytes, settings.Io.Temp.SlotWait));
        Assert.Equal(TimeSpan.FromHours(24), settings.Io.GarbageGrace);
    }

    [Theory]
    [Trait("Snapshot", "136")]
    [InlineData("max-falback-bytes", "Did you mean max-fallback-bytes?")]
    [InlineData("retention.keeplast", "Did you mean retention.keep-last?")]
    [InlineData("file.rooot", "Did you mean file.root?")]
    [InlineData("something-else-entirely", "something-else-entirely is not a setting of the plugin.")]
    public void An_unknown_key_is_an_error_that_names_it_and_its_neighbour(string key, string expected)
    {
        var error = Assert.Throws<SnapshotOptionsException>(() => Read($"{key} = 1"));

        Assert.Contains($"{key} is not a setting of the plugin.", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Snapshot", "136")]
    public void Members_of_the_dispatcher_are_its_own()
    {
        Assert.Equal("2", Read("dispatcher { type = ForkJoinDispatcher, dedicated-thread-pool { thread-count = 2 } }").Values["dispatcher.dedicated-thread-pool.thread-count"]);
    }

    [Fact]
    [Trait("Snapshot", "143")]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var error = Assert.Throws<SnapshotOptionsException>(() => Read("""
            frame-bytes = 3
            codec = gzip
            max-concurrent-saves = none
            blob-store = s3
            state-store = blob
            offer = both
            temp.slot-wait = soon
            """));

        string[] expected =
        [
            "codec is 'gzip'; one of none, brotli, zlib, zstd, lz4 is expected.",
            "frame-bytes is 3; 64 KiB to 16 MiB are allowed.",
            "max-concurrent-saves is 'none'; a number from 1 to 1024 is expected.",
            "offer is 'both'; one of materialize, handle is expected.",
            "s3.bucket is empty.",
            "state-store is 'blob'; one of file, postgresql, cosmos, dynamodb is expected.",
            "temp.slot-wait is 'soon'; a duration such as 30s is expected.",
        ];
        Assert.Equal(expected, error.Problems.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_snapshot_is_optional_only_where_all_events_are_kept()
    {
        var error = Assert.Throws<SnapshotOptionsException>(() => Read("snapshot-is-optional = on"));

        Assert.Contains("i-know-events-are-complete", error.Message, StringComparison.Ordinal);
        Assert.True(Read("snapshot-is-optional = on, i-know-events-are-complete = on").SnapshotIsOptional);
    }

    [Theory]
    [InlineData("postgresql", "file", "postgresql.connection = \"Host=h\"")]
    [InlineData("azure-blob", "file", "azure-blob { endpoint = \"http://localhost:1/a\", account = a, account-key = \"a2V5\" }")]
    [InlineData("s3", "file", "s3 { bucket = b, service-url = \"http://localhost:1\", access-key-id = i, secret-access-key = k }")]
    [InlineData("file", "postgresql", "postgresql.connection = \"Host=h\"")]
    [InlineData("file", "cosmos", "cosmos { endpoint = \"https://localhost:1\", key = \"a2V5\" }")]
    [InlineData("file", "dynamodb", "dynamodb { region = eu-central-1, access-key-id = i, secret-access-key = k }")]
    public async Task Every_kind_of_store_opens(string blobs, string states, string section)
    {
        var settings = Read($"blob-store = {blobs}, state-store = {states}\n{section}");

        var (openedBlobs, openedStates) = (PluginStores.OpenBlobs(settings), PluginStores.OpenStates(settings));

        Assert.Equal((blobs, states), (openedBlobs.ProviderName, openedStates.StoreName));
        foreach (var opened in new object[] { openedBlobs, openedStates })
        {
            if (opened is IAsyncDisposable closing)
                await closing.DisposeAsync();
            else
                (opened as IDisposable)?.Dispose();
        }
    }

    [Fact]
    [Trait("Snapshot", "141")]
    public void A_secret_that_cannot_be_used_is_not_repeated()
    {
        var error = Assert.Throws<SnapshotOptionsException>(
            () => Read("blob-store = azure-blob, azure-blob { endpoint = \"http://localhost:1/a\", account = a, account-key = \"not base64!\" }"));

        Assert.Contains("azure-blob needs account and account-key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not base64!", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a {", "closed")]
    [InlineData("}", "closes nothing")]
    [InlineData("a b", "key = value")]
    public void Text_that_is_no_section_is_an_error(string text, string expected)
    {
        Assert.Contains(expected, Assert.Throws<FormatException>(() => SectionText.Read(text)).Message, StringComparison.Ordinal);
    }

    private static PluginSettings Read(string section) => PluginSettings.Read(SectionText.Read(section));
}
