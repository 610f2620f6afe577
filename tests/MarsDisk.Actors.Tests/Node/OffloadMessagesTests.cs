using System.Reflection;
using System.Text.Json;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Offload;
using MarsDisk.Journal.Events;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Offload;

namespace MarsDisk.Actors.Tests.Node;

/// <summary>Messages of the offload carry what a snapshot is and where it lies, never the snapshot.</summary>
[Trait("Snapshot", "125")]
public sealed class OffloadMessagesTests
{
    private const int BytesMax = 4096;

    private static readonly StateFile File = new(new string('n', 255), long.MaxValue, default);
    private static readonly OffloadError Error = new(SnapshotStatus.Unavailable, SnapshotStage.Place, "blob.unavailable", new string('é', 501));

    private static readonly object[] Longest =
    [
        new OffloadSnapshot(new RunId(new string('r', 64)), File, long.MaxValue, "999999999_999999999", "/" + new string('p', 2047)),
        new SnapshotOffloaded(File, new OffloadReceipt("postgresql+dynamodb", default, long.MaxValue)),
        new OffloadRefused(File, Error, TimeSpan.MaxValue),
        new DrainOffload(TimeSpan.MaxValue),
        new OffloadDrained(int.MaxValue),
        new GetOffloadStatus(),
        new OffloadStatus(OffloadPhase.BackingOff, int.MaxValue, int.MaxValue, IsDegraded: true, Error)
        {
            Stored = DateTimeOffset.MaxValue,
            BehindSince = DateTimeOffset.MaxValue,
        },
    ];

    public static TheoryData<string> Names => [.. Longest.Select(message => message.GetType().Name)];

    [Fact]
    public void Every_message_of_the_offload_is_measured_here()
    {
        var declared = typeof(OffloadSnapshot).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(OffloadSnapshot).Namespace && type.Name.Contains("Offload", StringComparison.Ordinal));

        Assert.Equal(declared.Select(type => type.Name).Order(StringComparer.Ordinal), Longest.Select(message => message.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_its_longest_it_takes_less_than_four_kibibytes(string name)
    {
        var message = Longest.Single(message => message.GetType().Name == name);

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(message, message.GetType()).Length, 2, BytesMax - 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_holds_no_bytes_no_stream_and_no_code(string name)
    {
        var seen = new HashSet<Type>();
        Walk(Longest.Single(message => message.GetType().Name == name).GetType());

        void Walk(Type type)
        {
            if (type.IsPrimitive || type.IsEnum || type.Namespace is null || !seen.Add(type))
                return;
            Assert.False(typeof(Stream).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type) || type.IsArray, $"{name} holds a {type}");
            Assert.DoesNotContain("Memory`1", type.Name, StringComparison.Ordinal);
            if (type.Namespace.StartsWith("System", StringComparison.Ordinal) && !type.IsGenericType)
                return;
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                Walk(property.PropertyType);
            foreach (var argument in type.GetGenericArguments())
                Walk(argument);
        }
    }

    [Fact]
    public void A_handle_of_the_longest_names_takes_less_than_three_kibibytes()
    {
        var series = new SnapshotSeries(new string('s', 512), new string('n', 512), new string('t', 128));
        var handle = new SnapshotPayloadHandle
        {
            Kind = SnapshotStoreKind.Blob,
            Provider = "azure-blob",
            Key = new string('p', 512) + SnapshotKeys.KeyOf(series, long.MaxValue, Guid.NewGuid()),
            StoredLength = long.MaxValue,
            BodyLength = long.MaxValue,
            ContentType = "application/octet-stream",
            Format = PayloadFormat.ContainerV1,
            PayloadType = new string('t', 1024),
            PayloadVersion = int.MaxValue,
            Codec = SnapshotCodec.Zstd,
            Checksum = SnapshotChecksum.Sha256(new byte[32]),
            WriteId = Guid.NewGuid(),
            InlineBytes = new byte[100_000],
        };

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(handle).Length, 2, 3 * 1024);
    }
}
