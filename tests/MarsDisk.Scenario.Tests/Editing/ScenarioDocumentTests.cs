using System.Globalization;
using System.Text;
using MarsDisk.Scenario.Editing;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Editing;

public sealed class ScenarioDocumentTests
{
    public static TheoryData<string> Names => [.. Scenarios.Examples];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Item", "87")]
    public void After_every_random_edit_the_document_equals_a_full_parse(string name)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var edits = new RandomEdits(seed);
            var document = new EditedDocument(Scenarios.Example(name));
            for (var step = 0; step < 25; step++)
            {
                document.Apply(edits.Next(document.Bytes));
                document.AssertEqualsFullParse();
            }
        }
    }

    [Fact]
    [Trait("Item", "87")]
    public void A_text_written_character_by_character_equals_a_full_parse()
    {
        var document = new EditedDocument([]);
        foreach (var letter in Scenarios.Example("live-driver"))
        {
            document.Apply(new TextEdit(document.Length, 0, new[] { letter }));
            document.AssertEqualsFullParse();
        }
    }

    [Fact]
    [Trait("Item", "88")]
    public void One_digit_in_a_table_of_a_million_rows_parses_at_most_64_KiB_again()
    {
        var document = new EditedDocument(Table(1_000_000), hasSmallSegments: false);
        var middle = document.Bytes.IndexOf("\n500000 "u8);

        document.Apply(new TextEdit(middle + 8, 1, "9"u8.ToArray()));

        Assert.InRange(document.Document.ReparsedBytes, 1, 64 * 1024);
        Assert.Equal(1_000_000, document.Document.Rows);
        Assert.Empty(document.Document.Diagnostics());
    }

    [Theory]
    [InlineData("50000", 0, "9")]
    [InlineData("50000", 0, "1")]
    [InlineData("50000", 3, "7")]
    [InlineData("99999", 0, "1")]
    [InlineData("10000", 4, "3")]
    [Trait("Item", "88")]
    public void A_digit_in_the_first_column_parses_no_more_and_is_one_error_at_most(string row, int digit, string typed)
    {
        var document = new EditedDocument(Table(100_000), hasSmallSegments: false);
        var at = document.Bytes.IndexOf(Encoding.UTF8.GetBytes($"\n{row} ")) + 1 + digit;

        document.Apply(new TextEdit(at, 1, Encoding.UTF8.GetBytes(typed)));

        Assert.InRange(document.Document.ReparsedBytes, 1, 64 * 1024);
        Assert.Single(document.Document.Diagnostics());
        document.AssertEqualsFullParse();
    }

    [Fact]
    public void A_new_row_in_a_large_table_is_counted_at_its_end_without_parsing_what_lies_between()
    {
        var document = new EditedDocument(Table(100_000), hasSmallSegments: false);
        var middle = document.Bytes.IndexOf("\n50000 "u8);

        document.Apply(new TextEdit(middle + 1, 0, "49999.5 3\n"u8.ToArray()));

        Assert.InRange(document.Document.ReparsedBytes, 1, 64 * 1024);
        Assert.Equal(100_001, document.Document.Statements().Select(unit => unit.Item).OfType<TableClosed>().Single().Rows);
        document.AssertEqualsFullParse();
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Item", "89")]
    public void A_deleted_brace_changes_what_a_full_parse_says_and_undoing_it_restores_the_former_state(string name)
    {
        var document = new EditedDocument(Scenarios.Example(name));
        var before = document.Units().ToList();
        var brace = document.Bytes.IndexOf("\n}"u8) + 1;

        document.Apply(new TextEdit(brace, 1, default));
        document.AssertEqualsFullParse();
        Assert.NotEmpty(document.Document.Diagnostics());
        document.Apply(new TextEdit(brace, 0, "}"u8.ToArray()));

        Assert.Equal(before, document.Units(), StringComparer.Ordinal);
    }

    [Fact]
    [Trait("Item", "90")]
    public void Each_notification_of_edits_counts_as_one_resume()
    {
        var document = new EditedDocument(Scenarios.Example("fiducial"));

        document.Replace("4000 K", "4100 K");
        document.Apply(new TextEdit(0, 0, "# one\n"u8.ToArray()), new TextEdit(0, 0, "# two\n"u8.ToArray()));

        Assert.Equal(2, document.Document.ResumeCount);
    }

    [Fact]
    public void Lines_inserted_above_a_run_move_the_places_of_its_errors_with_their_notes()
    {
        var document = new EditedDocument(Encoding.UTF8.GetBytes(Scenarios.Run("  at 1 yr flush", "  at 0.5 yr flush", "  expect always a.b < 1", "  until = 1 yr")));

        document.Apply(new TextEdit(Scenarios.Body().Length, 0, "set radiation.TM_K = 3000 K\n\n# more\n"u8.ToArray()));

        document.AssertEqualsFullParse();
    }

    [Fact]
    public void An_edit_that_is_cancelled_leaves_the_document_as_it_was()
    {
        var document = new EditedDocument(Scenarios.Example("fiducial"));
        var before = document.Units().ToList();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => document.Document.Apply([new TextEdit(0, 5, default)], cancelled.Token));

        Assert.Equal(before, document.Units(), StringComparer.Ordinal);
        Assert.Equal(0, document.Document.ResumeCount);
    }

    [Fact]
    [Trait("Item", "137")]
    public void What_may_stand_at_a_place_is_asked_of_the_text_before_it()
    {
        var text = Scenarios.Body("run \"a\" {", "  unt");
        var document = new EditedDocument(Encoding.UTF8.GetBytes(text)).Document;

        var expected = document.Expect(text.Length - "unt\n".Length).Select(expectation => expectation.Text);

        Assert.Contains("until", expected, StringComparer.Ordinal);
        Assert.Contains("set", expected, StringComparer.Ordinal);
    }

    private static byte[] Table(int rows)
    {
        var text = new StringBuilder(Scenarios.Body("table q (T: K, Q: 1) linear {"));
        for (var row = 1; row <= rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"{row} 1.2345678901234\n");
        return Encoding.UTF8.GetBytes(text.Append("}\nset radiation.TM_K = 4000 K\nend\n").ToString());
    }
}
