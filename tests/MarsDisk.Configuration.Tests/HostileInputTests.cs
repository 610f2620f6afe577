using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace MarsDisk.Configuration.Tests;

public sealed class HostileInputTests
{
    public static TheoryData<string, string> Hostile => new()
    {
        { "LIMIT", new string('[', 20_000) },
        { "YAML", new string('{', 20_000) },
        { "LIMIT", Nested(33) },
        { "LIMIT", "a: &a x\nb: [" + string.Join(", ", Enumerable.Repeat("*a", 65)) + "]\n" },
        { "LIMIT", "a: [" + string.Join(", ", Enumerable.Repeat("1", 100_001)) + "]\n" },
        { "LIMIT", "a: " + new string('x', 2 << 20) },
        { "YAML", "a: &a [1, 2]\nb: *a\n" },
        { "YAML", "a: &a [*a]\n" },
        { "YAML", "a: 1\na: 2\n" },
        { "YAML", "a: !!python/object:os.system x\n" },
        { "YAML", "a: !tag x\n" },
        { "YAML", "a: {<<: {b: 1}}\n" },
        { "YAML", "a: 1\n---\nb: 2\n" },
        { "YAML", "a: \0\n" },
        { "YAML", "? [a, b]\n: 1\n" },
        { "YAML", "a: [1, 2\n" },
        { "YAML", "a: *missing\n" },
        { "TYPE", "" },
        { "TYPE", "- a\n" },
        { "TYPE", "text" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_file_gets_one_finding(string code, string text)
    {
        var fromText = Configurations.LoadText(text);
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var fromBytes = ConfigurationLoader.Load(bytes, "run.yml");

        Assert.Equal(code, Assert.Single(fromText.Findings).Code);
        Assert.Equal(fromText.Findings, fromBytes.Findings);
        Assert.False(fromText.IsValid);
    }

    [Fact]
    public void Thirty_two_levels_and_sixty_four_aliases_are_allowed()
    {
        var aliases = string.Join(", ", Enumerable.Repeat("*a", 64));

        var loaded = Configurations.LoadText($"{Configurations.Minimal}_a: &a x\n_b: [{aliases}]\n_c: {Nested(31)}\n");

        Assert.True(loaded.IsValid);
    }

    [Fact]
    public void A_stream_without_end_is_read_up_to_the_limit_only()
    {
        using var endless = new EndlessStream();

        var loaded = ConfigurationLoader.Load(endless, "run.yml");

        Assert.Equal("LIMIT", Assert.Single(loaded.Findings).Code);
        Assert.InRange(endless.BytesRead, 1 << 20, (1 << 20) + 1);
    }

    [Fact]
    public void Invalid_UTF_8_is_refused_at_its_line()
    {
        using var bytes = new MemoryStream([.. "a: 1\nb: "u8, 0xC3, 0x28]);

        var finding = Assert.Single(ConfigurationLoader.Load(bytes, "run.yml").Findings);

        Assert.Equal(("YAML", 2, 4), (finding.Code, finding.Line, finding.Column));
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        using var bytes = new MemoryStream([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Configurations.Minimal)]);

        Assert.True(ConfigurationLoader.Load(bytes, "run.yml").IsValid);
    }

    [Fact]
    public void No_text_at_all_makes_the_loader_throw()
    {
        var alphabet = Gen.Elements("a", "io", ":", " ", "\n", "-", "[", "]", "{", "}", ",", "&x", "*x", "!", "'", "\"",
            "\\", "|", ">", "%", "@", "#", "?", "\t", "0x", "~", "---", "...", "\\U0010FFFF", "\\x", "\u2028", "é", "1e5");
        var texts = alphabet.ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

        Prop.ForAll(texts, text => Configurations.LoadText(text).Findings.Count > 0).QuickCheckThrowOnFailure();
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private sealed class EndlessStream : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            BytesRead += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
