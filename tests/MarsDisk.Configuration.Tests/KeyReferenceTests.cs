namespace MarsDisk.Configuration.Tests;

public sealed class KeyReferenceTests
{
    [Fact]
    public void The_page_of_all_keys_is_current()
    {
        var page = Path.Combine(Repository(), "docs", "reference", "configuration-keys.md");

        Assert.Equal(KeyReference.ToMarkdown(), File.ReadAllText(page));
    }

    [Fact]
    public void Every_key_has_an_effect_and_no_key_stands_twice()
    {
        var paths = KeyReference.Rows.Select(row => row.Path).ToArray();

        Assert.All(KeyReference.Rows, row => Assert.NotEmpty(row.Effect));
        Assert.Equal(paths.Length, paths.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_pattern_finds_keys_in_any_case()
    {
        Assert.Equal("numerics.dt_init", Assert.Single(KeyReference.Find("DT_INIT")).Path);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MarsDisk.Actors.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        return folder.FullName;
    }
}
