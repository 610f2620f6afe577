using System.Text;
using System.Text.Json.Nodes;

using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;
using MarsDisk.LanguageServer.Tests.Harness;
using MarsDisk.Scenario.Editing;

namespace MarsDisk.LanguageServer.Tests;

public sealed class PositionTests
{
    private const string Uri = "file:///some/a.scenario";
    private const string Line = "log \"🪐µa\" x";

    [Theory]
    [InlineData("utf-8", 14)]
    [InlineData("utf-16", 11)]
    [InlineData("utf-32", 10)]
    public void The_last_word_of_a_line_begins_where_the_client_counts_it(string name, int character)
    {
        var map = new PositionMapper(SourceText.From(Encoding.UTF8.GetBytes("# one\n" + Line + "\n")), PositionEncodings.Choose([name]));
        var offset = 6 + Encoding.UTF8.GetByteCount(Line) - 1;

        Assert.Equal(new TextPosition(1, character), map.PositionOf(offset));
        Assert.Equal(offset, map.OffsetOf(new TextPosition(1, character)));
    }

    [Fact]
    public void A_position_between_the_halves_of_a_pair_stands_before_it()
    {
        var map = new PositionMapper(SourceText.From("a🪐b"u8), PositionEncoding.Utf16);

        Assert.Equal(1, map.OffsetOf(new TextPosition(0, 2)));
    }

    [Fact]
    public void Positions_behind_a_line_or_the_text_stand_at_their_ends()
    {
        var map = new PositionMapper(SourceText.From("ab\r\ncd"u8), PositionEncoding.Utf16);

        Assert.Equal(2, map.OffsetOf(new TextPosition(0, 99)));
        Assert.Equal(6, map.OffsetOf(new TextPosition(7, 0)));
    }

    [Fact]
    [Trait("Item", "138")]
    public async Task Ranges_and_edits_behind_characters_outside_of_the_basic_plane_are_right_in_UTF_16()
    {
        await using var client = new ScriptedClient();
        await client.InitialiseAsync();
        client.Open(Uri, "marsdisk-scenario", "scenario \"🪐🪐\" version 2\n");

        var first = (await client.ReceiveAsync())!["params"]!["diagnostics"]![0]!;
        client.Notify("textDocument/didChange", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = 2 },
            ["contentChanges"] = new JsonArray(Replace(24, 25, "🪐"), Replace(24, 26, "1"), Replace(10, 12, "µ")),
        });
        var second = (await client.ReceiveAsync())!["params"]!["diagnostics"]!.AsArray();
        var name = (await client.AskAsync("textDocument/documentSymbol", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri } }))![0]!;

        Assert.Equal("scn.header.version", (string?)first["code"]);
        Assert.Equal((24, 25), ((int)first["range"]!["start"]!["character"]!, (int)first["range"]!["end"]!["character"]!));
        Assert.Empty(second);
        Assert.Equal("µ🪐", (string?)name["name"]);
    }

    [Fact]
    [Trait("Item", "137")]
    public async Task A_keystroke_in_the_middle_of_a_key_lists_the_keys_that_may_stand_there()
    {
        await using var client = new ScriptedClient();
        await client.InitialiseAsync("utf-8");
        client.Open(Uri, "marsdisk-scenario", "scenario \"x\" version 1\nset radiation.TMK = 4000 K\n");

        var list = (await client.AskAsync("textDocument/completion", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri },
            ["position"] = new JsonObject { ["line"] = 1, ["character"] = 16 },
        }))!["items"]!.AsArray();

        var key = list.Single(item => (string?)item!["label"] == "radiation.TM_K")!;
        Assert.Equal("number?, K", (string?)key["detail"]);
        Assert.Equal((4, 17), ((int)key["textEdit"]!["range"]!["start"]!["character"]!, (int)key["textEdit"]!["range"]!["end"]!["character"]!));
        Assert.DoesNotContain(list, item => (string?)item!["label"] == "snapshot");
    }

    private static JsonObject Replace(int start, int end, string text) => new()
    {
        ["range"] = new JsonObject
        {
            ["start"] = new JsonObject { ["line"] = 0, ["character"] = start },
            ["end"] = new JsonObject { ["line"] = 0, ["character"] = end },
        },
        ["text"] = text,
    };
}
