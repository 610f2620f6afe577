using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;

namespace MarsDisk.Scenario.Tests.Rendering;

public sealed class MachineFormTests
{
    [Theory]
    [InlineData("missing-unit")]
    [InlineData("unclosed-block")]
    public void A_diagnostic_is_JSON_as_its_golden_file_says(string name)
    {
        Golden.Compare(name + ".json", Json(output => JsonForm.Write(output, Samples.Of(name).Diagnostic)));
    }

    [Theory]
    [InlineData("missing-unit")]
    [InlineData("unclosed-block")]
    [InlineData("wide-characters")]
    public void A_diagnostic_is_shown_by_an_editor_as_its_golden_file_says(string name)
    {
        var (source, diagnostic) = Samples.Of(name);
        var form = new EditorForm("file:///a.scenario", new MemoryText(source), EditorColumns.Utf16);

        Golden.Compare(name + ".lsp.json", Json(output => form.Write(output, [diagnostic])));
    }

    [Fact]
    [Trait("Item", "138")]
    public void Columns_of_an_editor_count_pairs_of_surrogates_as_two()
    {
        var source = Encoding.UTF8.GetBytes("🚀é x\n");
        var form = new EditorForm("u", new MemoryText(source), EditorColumns.Utf16);
        var at = new SourceSpan(7, 8, 1, 8, 1, 9);

        using var range = JsonDocument.Parse(Json(output =>
        {
            output.WriteStartObject();
            form.WriteRange(output, "range", at);
            output.WriteEndObject();
        }));

        Assert.Equal(4, range.RootElement.GetProperty("range").GetProperty("start").GetProperty("character").GetInt32());
    }

    [Fact]
    [Trait("Item", "65")]
    public void Every_form_says_the_same_sentence()
    {
        var (source, diagnostic) = Samples.MissingUnit();
        var editor = new EditorForm("u", new MemoryText(source), EditorColumns.Utf8);
        var sentence = diagnostic.Expected!.Humanized;

        using var json = JsonDocument.Parse(Json(output => JsonForm.Write(output, diagnostic)));
        using var lsp = JsonDocument.Parse(Json(output => editor.Write(output, diagnostic)));

        Assert.Contains(sentence, Samples.Human("missing-unit"), StringComparison.Ordinal);
        Assert.Equal(sentence, json.RootElement.GetProperty("expected").GetProperty("humanized").GetString());
        Assert.StartsWith(sentence, lsp.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var output = new Utf8JsonWriter(bytes, options))
            write(output);
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }
}
