using System.IO.Pipelines;
using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Streaming;

public sealed class ReadAllTests
{
    private readonly Pipe _pipe = new();

    [Fact]
    public async Task Statements_come_one_by_one_while_the_source_is_still_open()
    {
        await _pipe.Writer.WriteAsync("one\ntwo a\nhal"u8.ToArray());
        await using var units = Read(CancellationToken.None).GetAsyncEnumerator();

        List<string> read = [];
        for (var count = 0; count < 3; count++)
        {
            Assert.True(await units.MoveNextAsync());
            read.Add(units.Current.Item);
        }

        var next = units.MoveNextAsync();
        Assert.False(next.IsCompleted);
        await _pipe.Writer.WriteAsync("f\n"u8.ToArray());
        Assert.True(await next);
        Assert.Equal("half", units.Current.Item);
        await _pipe.Writer.CompleteAsync();
        Assert.False(await units.MoveNextAsync());
        Assert.Equal("one, two a 1, two a 2", string.Join(", ", read));
    }

    [Fact]
    public async Task An_error_ends_the_enumeration_behind_what_was_good()
    {
        await _pipe.Writer.WriteAsync("one\nbad\n"u8.ToArray());
        await _pipe.Writer.CompleteAsync();
        await using var units = Read(CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await units.MoveNextAsync());
        var error = await Assert.ThrowsAsync<StreamException>(async () => await units.MoveNextAsync());

        Assert.Equal("toy.bad", Assert.Single(error.Diagnostics).Code);
        Assert.StartsWith("2:1 toy.bad", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_throws_and_leaving_completes_the_reader()
    {
        using var stop = new CancellationTokenSource();
        await using var units = Read(stop.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = units.MoveNextAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        var flushed = await _pipe.Writer.WriteAsync("more\n"u8.ToArray());
        Assert.True(flushed.IsCompleted);
    }

    private IAsyncEnumerable<Committed<string>> Read(CancellationToken cancellationToken)
        => StreamingRunner.ReadAllAsync(new ToyGrammar(), _pipe.Reader, cancellationToken: cancellationToken);
}
