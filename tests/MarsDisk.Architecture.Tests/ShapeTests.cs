using System.Text.RegularExpressions;

namespace MarsDisk.Architecture.Tests;

public sealed class ShapeTests
{
    private const int LinesMax = 350;
    private const int FilesMax = 16;

    [Fact]
    public void A_file_is_about_three_hundred_lines_at_most()
    {
        var tooLong = Repository.SourceFiles.Concat(Repository.TestFiles)
            .Select(file => (Name: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > LinesMax);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void A_folder_is_a_room_of_about_ten_files()
    {
        var crowded = Repository.SourceFiles
            .GroupBy(file => Path.GetDirectoryName(Repository.Relative(file))!, StringComparer.Ordinal)
            .Where(folder => folder.Count() > FilesMax)
            .Select(folder => $"{folder.Key}: {folder.Count()} files");

        Assert.Empty(crowded);
    }

    [Theory]
    [InlineData(@"DateTime(Offset)?\.(Utc)?Now", "a clock that is not passed in")]
    [InlineData(@"Thread\.Sleep", "a sleep")]
    [InlineData(@"\.Wait\(\)", "a blocking wait")]
    [InlineData(@"\.Result\b(?!\s*[({=])", "a blocking result")]
    [InlineData(@"NotImplementedException", "a stub")]
    [InlineData(@"#region", "a region")]
    public void Sources_do_without(string pattern, string what)
    {
        var violations = Repository.SourceFiles
            .Where(file => Regex.IsMatch(Repository.Code(file), pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            .Select(file => $"{Repository.Relative(file)}: {what}");

        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("MarsDisk.Physics")]
    [InlineData("MarsDisk.Simulation")]
    public void Results_do_not_depend_on_the_C_library_or_the_number_of_lanes(string project)
    {
        var forbidden = new Regex(@"\bMath\.(Exp|Log|Log10|Log2|Pow|Sin|Cos|Tan|Cbrt|FusedMultiplyAdd)\b|TensorPrimitives|\bParallel\.|\bVector<", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

        var violations = Repository.SourceFiles
            .Where(file => Repository.Relative(file).StartsWith($"src/{project}/", StringComparison.Ordinal))
            .Where(file => forbidden.IsMatch(Repository.Code(file)))
            .Select(Repository.Relative);

        Assert.Empty(violations);
    }

    [Fact]
    public void No_test_is_skipped()
    {
        var skipped = Repository.TestFiles
            .Where(file => Regex.IsMatch(Repository.Code(file), @"\(\s*Skip\s*=", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            .Select(Repository.Relative);

        Assert.Empty(skipped);
    }
}
