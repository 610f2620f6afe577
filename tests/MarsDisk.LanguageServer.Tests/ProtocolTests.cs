using System.Text.Json.Nodes;

using MarsDisk.Configuration;
using MarsDisk.LanguageServer.Tests.Harness;

namespace MarsDisk.LanguageServer.Tests;

/// <summary>What the server does with clients that are in a hurry, wrong, or gone.</summary>
public sealed class ProtocolTests
{
    private const string Uri = "file:///some/a.yml";

    [Fact]
    public async Task A_client_that_closes_its_stream_ends_the_server()
    {
        await using var client = new ScriptedClient();
        await client.InitialiseAsync();

        client.Close();

        Assert.Equal(1, await client.End);
    }

    [Fact]
    public async Task Shutdown_and_exit_end_the_server_in_order()
    {
        await using var client = new ScriptedClient();
        await client.InitialiseAsync();
        await client.AskAsync("shutdown", []);

        client.Notify("exit", []);

        Assert.Equal(0, await client.End);
    }

    [Fact]
    public async Task A_client_whose_process_is_gone_is_not_served()
    {
        await using var client = new ScriptedClient();

        client.Send(new JsonObject { ["id"] = 1, ["method"] = "initialize", ["params"] = new JsonObject { ["processId"] = int.MaxValue } });

        Assert.Equal(1, await client.End);
    }

    [Theory]
    [InlineData("Content-Length: many\r\n\r\n{}", "must be a number")]
    [InlineData("Content-Type: text\r\n\r\n{}", "has no Content-Length")]
    [InlineData("Content-Length: 99999999999\r\n\r\n", "must be a number")]
    public async Task A_stream_without_messages_is_left_with_one_sentence(string bytes, string sentence)
    {
        await using var client = new ScriptedClient();

        client.SendRaw(bytes);

        Assert.Equal(1, await client.End);
        Assert.Contains(sentence, client.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json", -32700)]
    [InlineData("[]", -32600)]
    public async Task A_message_that_is_none_is_refused_and_the_next_one_served(string body, int code)
    {
        await using var client = new ScriptedClient();

        client.SendBytes(System.Text.Encoding.UTF8.GetBytes(body));

        Assert.Equal(code, (int)(await client.ReceiveAsync())!["error"]!["code"]!);
        await client.InitialiseAsync();
    }

    [Fact]
    public async Task A_message_without_method_is_refused_and_an_answer_is_passed_over()
    {
        await using var client = new ScriptedClient();
        await client.InitialiseAsync();

        client.Send(new JsonObject { ["id"] = 5, ["result"] = "nobody asked" });
        client.Send(new JsonObject { ["id"] = 9 });
        client.Send(new JsonObject { ["id"] = 10, ["method"] = "shutdown" });

        var refused = (await client.ReceiveAsync())!;
        Assert.Equal((9, -32600), ((int)refused["id"]!, (int)refused["error"]!["code"]!));
        Assert.Equal(10, (int)(await client.ReceiveAsync())!["id"]!);
    }

    [Fact]
    public async Task Parameters_of_another_shape_are_refused()
    {
        await using var client = new ScriptedClient();
        await client.InitialiseAsync();

        client.Send(new JsonObject { ["id"] = "x", ["method"] = "textDocument/hover", ["params"] = new JsonObject { ["textDocument"] = 5 } });

        var answer = (await client.ReceiveAsync())!;
        Assert.Equal(-32602, (int)answer["error"]!["code"]!);
        Assert.Equal("x", (string?)answer["id"]);
    }

    [Fact]
    public async Task A_cancelled_request_is_answered_as_cancelled()
    {
        using var isBusy = new SemaphoreSlim(0);
        using var mayGoOn = new SemaphoreSlim(0);
        await using var client = new ScriptedClient(new LanguageServices { CheckConfiguration = (_, _) => Pause(isBusy, mayGoOn) });
        await client.InitialiseAsync();
        client.Open(Uri, "yaml", "io: 1\n");
        await isBusy.WaitAsync();

        client.Send(new JsonObject { ["id"] = 77, ["method"] = "textDocument/documentSymbol", ["params"] = Document() });
        client.Notify("$/cancelRequest", new JsonObject { ["id"] = 77 });
        client.Send(new JsonObject { ["id"] = 78, ["method"] = "textDocument/documentSymbol", ["params"] = Document() });
        mayGoOn.Release();

        var (cancelled, next) = (await AnswerAsync(client), await AnswerAsync(client));
        Assert.Equal((77, -32800), ((int)cancelled["id"]!, (int)cancelled["error"]!["code"]!));
        Assert.Equal(78, (int)next["id"]!);
        Assert.NotNull(next["result"]);
    }

    [Fact]
    [Trait("Item", "91")]
    public async Task A_newer_version_arriving_during_analysis_keeps_the_older_one_from_being_published()
    {
        using var isBusy = new SemaphoreSlim(0);
        using var mayGoOn = new SemaphoreSlim(0);
        await using var client = new ScriptedClient(new LanguageServices { CheckConfiguration = (_, _) => Pause(isBusy, mayGoOn) });
        await client.InitialiseAsync();
        client.Open(Uri, "yaml", "io: 1\n");
        await isBusy.WaitAsync();

        client.Notify("textDocument/didChange", Change(2, "io: 2\n"));
        client.Notify("$/nothing", []);
        mayGoOn.Release(2);

        Assert.Equal(2, (int)(await client.ReceiveAsync())!["params"]!["version"]!);
    }

    [Fact]
    public async Task A_crash_of_the_analysis_does_not_lose_the_text()
    {
        var crashes = 1;
        await using var client = new ScriptedClient(new LanguageServices
        {
            CheckConfiguration = (text, file) => Interlocked.Decrement(ref crashes) >= 0
                ? throw new InvalidOperationException("a defect")
                : [new Finding(file, 1, 1, "TEST", Severity.Info, text)],
        });
        await client.AskAsync("initialize", new JsonObject
        {
            ["capabilities"] = new JsonObject { ["textDocument"] = new JsonObject { ["diagnostic"] = new JsonObject() } },
        });
        client.Open(Uri, "yaml", "io: 1\n");
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.AskAsync("textDocument/diagnostic", Document()));

        client.Notify("textDocument/didChange", Change(2, null));
        var report = await client.AskAsync("textDocument/diagnostic", Document());

        Assert.Equal("io: 12\n", (string?)report!["items"]![0]!["message"]);
        Assert.Contains("a defect", client.Log, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Pause(SemaphoreSlim isBusy, SemaphoreSlim mayGoOn)
    {
        isBusy.Release();
        mayGoOn.Wait();
        return [];
    }

    private static JsonObject Document() => new() { ["textDocument"] = new JsonObject { ["uri"] = Uri } };

    // The whole text, or a 2 behind the 1.
    private static JsonObject Change(int version, string? text)
    {
        var change = text is not null ? new JsonObject { ["text"] = text } : new JsonObject
        {
            ["text"] = "2",
            ["range"] = new JsonObject
            {
                ["start"] = new JsonObject { ["line"] = 0, ["character"] = 5 },
                ["end"] = new JsonObject { ["line"] = 0, ["character"] = 5 },
            },
        };
        return new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = version },
            ["contentChanges"] = new JsonArray(change),
        };
    }

    private static async Task<JsonObject> AnswerAsync(ScriptedClient client)
    {
        while (true)
        {
            var message = (await client.ReceiveAsync())!;
            if (message["id"] is not null)
                return message;
        }
    }
}
