using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.FileSystem.Tests.Stores;

public sealed class FileNamesTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FileBlobStore _store;

    public FileNamesTests() => _store = new FileBlobStore(Options);

    private FileStoreOptions Options => new() { Root = _folder.Root, Prefix = "pre" };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("C:\\%TEMP%")]
    [InlineData("'quoted' \"twice\"")]
    [InlineData("火星 🪐")]
    [Trait("Snapshot", "28")]
    public async Task A_name_of_any_letters_gives_a_harmless_path_and_comes_back(string name)
    {
        var series = new SnapshotSeries(name, string.Concat(Enumerable.Repeat(name, 512 / name.Length)), "v");
        var states = FileHeadStorage.NewStateStore(Options);
        await states.EnsureAsync();
        await _store.EnsureAsync();
        var request = RequestOf(series);

        await _store.PutAsync(request, new PatternStream(10));
        await states.BeginGenerationAsync(series, "");
        await states.CommitAsync(CommitOf(series, request));

        var records = new List<SnapshotStateRecord>();
        await foreach (var record in states.ListAsync(null))
            records.Add(record);
        Assert.Equal(series, Assert.Single(records).Series);
        Assert.True(SnapshotKeys.IsKey(request.Key));
        Assert.All(_folder.Files(), file => Assert.Matches(@"\Apre/[0-9a-f]{2}/[0-9a-f]{24}/\d{20}-[0-9a-f]{32}\.mdsnap\z|\Apre/heads/[0-9a-f]{2}/[0-9a-f]{24}\.(head|lock)\z", file));
    }

    [Fact]
    [Trait("Snapshot", "29")]
    public async Task Files_and_directories_are_their_owners_alone()
    {
        await _store.EnsureAsync();
        var request = RequestOf(new SnapshotSeries("s", "n"));

        var created = await _store.CreatePartAsync(request.Key, request.WriteId);
        await using var part = created.Value!;
        var path = Assert.Single(_folder.Files());

        Assert.EndsWith($".{request.WriteId:N}.part", path, StringComparison.Ordinal);
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.Root, path)));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(Path.Combine(_folder.Root, path))!));
    }

    [Fact]
    [Trait("Snapshot", "27")]
    public async Task A_link_planted_at_the_name_of_a_part_is_not_followed()
    {
        await _store.EnsureAsync();
        var request = RequestOf(new SnapshotSeries("s", "n"));
        var directory = Path.GetDirectoryName(Path.Combine(_folder.Root, "pre", request.Key))!;
        Directory.CreateDirectory(directory);
        var victim = Path.Combine(_folder.Path, "victim");
        await File.WriteAllTextAsync(victim, "precious");
        File.CreateSymbolicLink(Path.Combine(directory, $".{request.WriteId:N}.part"), victim);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var put = await _store.PutAsync(request, new PatternStream(10), soon.Token);

        Assert.Equal("precious", await File.ReadAllTextAsync(victim));
        Assert.Equal(SnapshotStatus.Cancelled, put.Status);
    }

    [Fact]
    public async Task Head_documents_are_no_objects()
    {
        var states = FileHeadStorage.NewStateStore(Options);
        await states.EnsureAsync();
        var series = new SnapshotSeries("s", "n");
        await states.BeginGenerationAsync(series, "");
        var key = $"heads/{SnapshotKeys.HashOf(series)[..2]}/{SnapshotKeys.HashOf(series)}.head";

        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.DeleteAsync(key));

        Assert.Contains($"pre/{key}", _folder.Files(), StringComparer.Ordinal);
        await foreach (var blob in _store.ListAsync(""))
            Assert.Fail($"{blob.Key} is listed.");
    }

    [Fact]
    [Trait("Snapshot", "89")]
    public async Task Ages_do_not_depend_on_the_hosts_clock()
    {
        var clock = new OffsetClock(TimeProvider.System) { Offset = TimeSpan.FromDays(1) };
        var store = new FileBlobStore(Options, clock);
        await store.EnsureAsync();
        var request = RequestOf(new SnapshotSeries("s", "n"));
        await store.PutAsync(request, new PatternStream(10));
        clock.Offset = TimeSpan.FromDays(-1);

        var probe = (await store.ProbeAsync(request.Key)).Value!;

        Assert.InRange(probe.ServerNowUtc - probe.LastModifiedUtc, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    [Trait("Snapshot", "88")]
    public async Task An_object_is_as_old_as_its_publication_and_not_as_its_bytes()
    {
        await _store.EnsureAsync();
        var request = RequestOf(new SnapshotSeries("s", "n"));
        await using var part = (await _store.CreatePartAsync(request.Key, request.WriteId)).Value!;
        part.Stream.Write(new byte[10]);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Root, Assert.Single(_folder.Files())), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await part.PublishAsync(request);

        var probe = (await _store.ProbeAsync(request.Key)).Value!;
        Assert.InRange(probe.ServerNowUtc - probe.LastModifiedUtc, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_volume_that_is_not_mounted_has_lost_nothing()
    {
        await _store.EnsureAsync();
        var states = FileHeadStorage.NewStateStore(Options);
        Directory.Move(_folder.Root, _folder.Root + ".away");

        var probe = await _store.ProbeAsync(RequestOf(new SnapshotSeries("s", "n")).Key);
        var selected = await states.SelectAsync(new SnapshotSeries("s", "n"), SnapshotSelection.Latest);

        Assert.Equal((SnapshotStatus.Unavailable, SnapshotCodes.BlobUnavailable), (probe.Status, probe.Error?.Code));
        Assert.Equal((SnapshotStatus.Unavailable, SnapshotCodes.StateUnavailable), (selected.Status, selected.Error?.Code));
        Assert.False(Directory.Exists(_folder.Root));
    }

    [Fact]
    [Trait("Snapshot", "64")]
    public async Task Items_that_no_document_names_are_removed_when_they_are_old()
    {
        var states = FileHeadStorage.NewStateStore(Options);
        await states.EnsureAsync();
        var series = new SnapshotSeries("s", "n");
        var body = PatternStream.Bytes(50);
        var request = RequestOf(series);
        var inline = CommitOf(series, request);
        inline = inline with
        {
            Payload = inline.Payload with { Kind = SnapshotStoreKind.Inline, StoredLength = 50, InlineBytes = body, Provider = "inline:file" },
        };
        Assert.True((await states.CommitAsync(inline)).IsSuccess);
        var directory = Path.Combine(_folder.Root, "pre", "heads", SnapshotKeys.HashOf(series)[..2]);
        var named = Path.Combine(directory, $"b-{request.WriteId:N}");
        var old = Path.Combine(directory, $"b-{Guid.NewGuid():N}");
        var young = Path.Combine(directory, $"b-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(old, body);
        await File.WriteAllBytesAsync(young, body);
        foreach (var aged in new[] { old, named })
            File.SetLastWriteTimeUtc(aged, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await FileHeadStorage.NewStateStore(Options).EnsureAsync();

        Assert.Equal((true, false, true), (File.Exists(named), File.Exists(old), File.Exists(young)));
    }

    private static BlobPutRequest RequestOf(SnapshotSeries series)
    {
        var writeId = Guid.CreateVersion7();
        return new BlobPutRequest(SnapshotKeys.KeyOf(series, 1, writeId), 10, null, "text/plain", writeId);
    }

    private static SnapshotCommitRequest CommitOf(SnapshotSeries series, BlobPutRequest request) => new(
        series, new SnapshotPosition(1, 1, 1),
        new SnapshotPayloadHandle
        {
            Kind = SnapshotStoreKind.Blob,
            Provider = "file",
            Key = request.Key,
            StoredLength = 10,
            BodyLength = 10,
            ContentType = "text/plain",
            Format = PayloadFormat.ContainerV1,
            PayloadType = "pattern",
            PayloadVersion = 1,
            Codec = SnapshotCodec.None,
            Checksum = PatternStream.ChecksumOf(10),
            WriteId = request.WriteId,
        },
        new SnapshotExpectation.None(), default, "suite", null);
}
