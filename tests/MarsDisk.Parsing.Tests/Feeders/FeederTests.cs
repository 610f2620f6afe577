using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Feeders;

public sealed class FeederTests : IDisposable
{
    private static readonly byte[] Source = Cut.Bytes(
        string.Concat(Enumerable.Range(0, 3000).Select(line => $"line {line} é\n")) + "table t {\n1 2\n}\nend\n");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mars-disk-feeders");

    [Fact]
    public async Task A_file_a_stream_a_channel_and_a_pipe_give_the_same_units()
    {
        var path = Path.Combine(_folder.FullName, "source");
        await File.WriteAllBytesAsync(path, Source);
        var channel = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        foreach (var chunk in Cut.Split(Source, () => 1000))
            channel.Writer.TryWrite(chunk);
        channel.Writer.Complete();

        await AssertReadsAll(new FileFeeder(path));
        await AssertReadsAll(new StreamFeeder(new MemoryStream(Source)));
        await AssertReadsAll(new ChannelFeeder(channel.Reader));
        await AssertReadsAll(new PipeFeeder(PipeReader.Create(new MemoryStream(Source))));
        await AssertReadsAll(AsyncFeeder.Over(new FileFeeder(path)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_socket_of_either_kind_is_a_source(bool isUnix)
    {
        using var listener = Listen(isUnix);
        var accepting = listener.AcceptAsync();
        var feeder = await SocketFeeder.ConnectAsync(listener.LocalEndPoint!, CancellationToken.None);
        using var sender = await accepting;
        var sending = Task.Run(async () =>
        {
            await sender.SendAsync(Source);
            sender.Shutdown(SocketShutdown.Send);
        });

        await AssertReadsAll(feeder);
        await sending;
    }

    [Fact]
    public async Task A_sender_that_breaks_off_is_a_failure_with_its_code()
    {
        using var listener = Listen(isUnix: false);
        var accepting = listener.AcceptAsync();
        await using var feeder = await SocketFeeder.ConnectAsync(listener.LocalEndPoint!, CancellationToken.None);
        using (var sender = await accepting)
            sender.LingerState = new(enable: true, seconds: 0);

        var answer = await feeder.PullAsync(DemandHint.Continue(), CancellationToken.None);

        Assert.Equal(FeederYieldKind.Error, answer.Kind);
        Assert.Equal(StreamErrorKind.IoFailed, answer.Error!.Kind);
        Assert.False(string.IsNullOrEmpty(answer.Error.Cause!.Value.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_channel_that_was_broken_off_is_a_failure()
    {
        var channel = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        channel.Writer.TryWrite("one\n"u8.ToArray());
        channel.Writer.Complete(new IOException("gone"));
        using var feeder = new ChannelFeeder(channel.Reader);

        Assert.Equal(FeederYieldKind.Chunk, feeder.Pull(DemandHint.Continue()).Kind);
        Assert.Equal("gone", feeder.Pull(DemandHint.Continue()).Error!.Message);
        Assert.Equal("gone", (await feeder.PullAsync(DemandHint.Continue(), CancellationToken.None)).Error!.Message);
    }

    [Fact]
    [Trait("Item", "35")]
    public async Task For_a_pipe_the_watermark_is_consumed_and_everything_is_examined()
    {
        var pipe = new Pipe(new(pauseWriterThreshold: 64, resumeWriterThreshold: 32));
        var sink = new Transcript();
        await using var driver = new StreamDriver<string>(new ToyGrammar(), new PipeFeeder(pipe.Reader), sink, new());
        var writing = pipe.Writer.WriteAsync(Cut.Bytes("one\nblock {\n" + new string('x', 200)));

        while (driver.Pump() != PumpStatus.NeedsInput)
        {
        }

        Assert.True((await writing).IsCompleted is false);
        Assert.Equal(12, driver.State!.Meta.CommitWatermark);
        Assert.Equal(200, driver.State.Meta.BufferedLength);
        await pipe.Writer.WriteAsync("\n}\n"u8.ToArray());
        await pipe.Writer.CompleteAsync();
        var result = await driver.RunToEndAsync(CancellationToken.None);
        Assert.True(result.HasValue);
        Assert.Equal(2, sink.Units);
    }

    [Theory]
    [InlineData(ProofMode.Tail)]
    [InlineData(ProofMode.Full)]
    [InlineData(ProofMode.None)]
    [Trait("Item", "40")]
    public async Task A_parse_of_a_file_is_taken_up_where_it_was_left(ProofMode proof)
    {
        var (path, checkpoint) = await HalfRead();
        var sink = new Transcript();

        await using var driver = await StreamDrivers.RestoreAsync(
            new ToyGrammar(), checkpoint, new FileFeeder(path), sink, new(), proof, CancellationToken.None);
        var result = await driver.RunToEndAsync(CancellationToken.None);

        Run.Batch(Source, out var whole);
        Assert.Equal(whole.Value, result.Value);
        Assert.StartsWith($"{checkpoint.NextOrdinal} line", sink.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "44")]
    public async Task A_changed_file_is_found_by_its_tail_or_by_all_of_it()
    {
        var (path, checkpoint) = await HalfRead();

        await Change(path, checkpoint.Watermark - 100);
        Assert.Equal(StreamErrorKind.SourceChanged, (await Proof(ProofMode.Tail)).Error!.Kind);

        await File.WriteAllBytesAsync(path, Source);
        await Change(path, checkpoint.Watermark - 5000);
        Assert.Null((await Proof(ProofMode.Tail)).Error);
        Assert.Equal(StreamErrorKind.SourceChanged, (await Proof(ProofMode.Full)).Error!.Kind);

        await File.WriteAllBytesAsync(path, Source[..5000]);
        Assert.Equal(StreamErrorKind.SourceChanged, (await Proof(ProofMode.Tail)).Error!.Kind);

        async Task<SourceProof> Proof(ProofMode mode)
        {
            await using var feeder = new FileFeeder(path) as IAsyncFeeder;
            return await SourceProof.ReadAsync(checkpoint, feeder, mode, CancellationToken.None);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Item", "124")]
    public async Task A_sender_that_starts_again_is_checked_and_skipped(bool isSame)
    {
        var (_, checkpoint) = await HalfRead();
        var source = Source.ToArray();
        source[10] ^= isSame ? (byte)0 : (byte)1;
        var sink = new Transcript();
        var feeder = new PrefixSkippingFeeder(AsyncFeeder.Over(MemoryFeeder.Split(source, 777)), checkpoint);

        await using var driver = StreamDrivers.Restore(new ToyGrammar(), checkpoint, feeder, sink, new());
        var result = await driver.RunToEndAsync(CancellationToken.None);

        Assert.Equal(isSame, result.HasValue);
        if (isSame)
            Assert.Equal(Source.Length, result.Value!.Bytes);
        else
            Assert.Equal(StreamErrorKind.SourceChanged, ((ExtensionMap)result.Diagnostics[0].Extensions["stream"]!).Values["kind"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task AssertReadsAll(IAsyncFeeder feeder)
    {
        var sink = new Transcript();
        await using var driver = new StreamDriver<string>(new ToyGrammar(), feeder, sink, new());

        var result = await driver.RunToEndAsync(CancellationToken.None);

        Assert.Equal(Run.Batch(Source), Run.Describe(sink, result));
    }

    private static async Task Change(string path, long offset)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[offset] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
    }

    private async Task<(string Path, StreamCheckpoint Checkpoint)> HalfRead()
    {
        var path = Path.Combine(_folder.FullName, "half");
        await File.WriteAllBytesAsync(path, Source);
        var sink = new Transcript();
        sink.Reply = () => sink.Units == 1500 ? SinkReply.Pause : SinkReply.Continue;
        using var feeder = new FileFeeder(path);
        return (path, StreamingRunner.RunStream(new ToyGrammar(), feeder, sink).Continuation!.ToCheckpoint());
    }

    private Socket Listen(bool isUnix)
    {
        EndPoint place = isUnix
            ? new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, "s"))
            : new IPEndPoint(IPAddress.Loopback, 0);
        var listener = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(place);
        listener.Listen();
        return listener;
    }
}
