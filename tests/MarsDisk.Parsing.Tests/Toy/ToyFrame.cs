using System.Text;

namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>One frame with the place of everything in it.</summary>
internal readonly ref struct ToyFrame(Input input, IEmitter<string> emitter)
{
    private readonly Input _input = input;

    public ReadOnlySpan<byte> Bytes => _input.Bytes;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public IEmitter<string> Emitter => emitter;

    public static Reply Ok => new() { Kind = ReplyKind.Ok, Consumed = true };

    public SourceSpan Span => At(0, Bytes.Length);

    /// <summary>A carriage return before a line end that joins lines.</summary>
    public bool IsJoin(int index) => Bytes[index] == '\r' && index + 1 < Bytes.Length && Bytes[index + 1] == '\n';

    public SourceSpan At(int start, int end) => SourceSpan.At(Place(start)).To(SourceSpan.At(Place(end)));

    public Reply Commit(string item) => Commit(item, Span);

    public Reply Commit(string item, SourceSpan span)
    {
        emitter.Commit(span, item);
        return Ok;
    }

    public Reply Warn(string code)
    {
        emitter.Report(new(code, Severity.Warning, "A remark.", Span));
        return Ok;
    }

    public Reply Error(string code) => Error(code, 0, Bytes.Length);

    public Reply Error(string code, int start, int end)
    {
        emitter.Report(new(code, Severity.Error, "A mistake.", At(start, end)));
        return new() { Kind = ReplyKind.Err, Consumed = true };
    }

    private Position Place(int index)
    {
        var before = Bytes[..index];
        return new(_input.BaseOffset + index, _input.BaseLine + before.Count((byte)'\n'), index - before.LastIndexOf((byte)'\n'));
    }
}
