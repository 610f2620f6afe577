namespace MarsDisk.Architecture.Tests;

public sealed class ReferenceTests
{
    private static readonly string[] Stores =
    [
        "MarsDisk.Snapshots.AzureBlob", "MarsDisk.Snapshots.Cosmos", "MarsDisk.Snapshots.DynamoDb",
        "MarsDisk.Snapshots.FileSystem", "MarsDisk.Snapshots.PostgreSql", "MarsDisk.Snapshots.S3",
    ];

    // architecture.md §2.1: arrows point from the user to the used.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["MarsDisk.Physics"] = [],
        ["MarsDisk.Parquet"] = [],
        ["MarsDisk.Journal"] = [],
        ["MarsDisk.Runtime"] = [],
        ["MarsDisk.Parsing"] = [],
        ["MarsDisk.Scenario"] = ["MarsDisk.Parsing"],
        ["MarsDisk.Snapshots.Abstractions"] = [],
        ["MarsDisk.Snapshots"] = ["MarsDisk.Snapshots.Abstractions"],
        ["MarsDisk.Snapshots.Akka"] =
        [
            "MarsDisk.Runtime", "MarsDisk.Snapshots", "MarsDisk.Snapshots.AzureBlob", "MarsDisk.Snapshots.Cosmos", "MarsDisk.Snapshots.DynamoDb",
            "MarsDisk.Snapshots.FileSystem", "MarsDisk.Snapshots.PostgreSql", "MarsDisk.Snapshots.S3",
        ],
        ["MarsDisk.Snapshots.Cosmos"] = ["MarsDisk.Snapshots"],
        ["MarsDisk.Snapshots.DynamoDb"] = ["MarsDisk.Snapshots"],
        ["MarsDisk.Snapshots.FileSystem"] = ["MarsDisk.Snapshots"],
        ["MarsDisk.Snapshots.Hosting"] = ["MarsDisk.Snapshots"],
        ["MarsDisk.Snapshots.PostgreSql"] = ["MarsDisk.Snapshots"],
        ["MarsDisk.Snapshots.AzureBlob"] = ["MarsDisk.Snapshots"],
        ["MarsDisk.Snapshots.S3"] = ["MarsDisk.Snapshots"],
        ["MarsDisk.History"] = ["MarsDisk.Parquet"],
        ["MarsDisk.Simulation"] = ["MarsDisk.Physics", "MarsDisk.History"],
        ["MarsDisk.Storage"] = ["MarsDisk.Journal", "MarsDisk.History", "MarsDisk.Snapshots"],
        ["MarsDisk.Runtime.TestKit"] = ["MarsDisk.Runtime"],
        ["MarsDisk.Configuration"] = ["MarsDisk.Simulation"],
        ["MarsDisk.Actors"] = ["MarsDisk.Simulation", "MarsDisk.History", "MarsDisk.Journal", "MarsDisk.Storage", "MarsDisk.Runtime", "MarsDisk.Scenario", "MarsDisk.Parsing"],
        ["MarsDisk.Hosting"] = ["MarsDisk.Actors", "MarsDisk.Configuration", "MarsDisk.Runtime", "MarsDisk.Scenario", .. Stores],
        ["MarsDisk.LanguageServer"] = ["MarsDisk.Configuration", "MarsDisk.Parsing", "MarsDisk.Scenario"],
        ["MarsDisk.Cli"] = ["MarsDisk.Hosting", "MarsDisk.LanguageServer"],
    };

    public static TheoryData<string> ProjectNames => [.. Repository.Projects.Select(project => Path.GetFileNameWithoutExtension(project)!)];

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void A_project_knows_only_those_below_it(string name)
    {
        var project = Repository.Projects.Single(path => Path.GetFileNameWithoutExtension(path) == name);

        var forbidden = Repository.References(project).Except(Allowed[name], StringComparer.Ordinal);

        Assert.Empty(forbidden);
    }

    [Theory]
    [InlineData("MarsDisk.Physics")]
    [InlineData("MarsDisk.Simulation")]
    [InlineData("MarsDisk.Parquet")]
    [InlineData("MarsDisk.History")]
    [InlineData("MarsDisk.Journal")]
    [InlineData("MarsDisk.Storage")]
    [InlineData("MarsDisk.Snapshots")]
    [InlineData("MarsDisk.Configuration")]
    [InlineData("MarsDisk.Parsing")]
    [InlineData("MarsDisk.Scenario")]
    [InlineData("MarsDisk.LanguageServer")]
    public void A_project_below_the_actors_does_not_know_that_actors_exist(string name)
    {
        var violations = Repository.SourceFiles
            .Where(file => Repository.Relative(file).StartsWith($"src/{name}/", StringComparison.Ordinal))
            .Where(file => Repository.Code(file).Contains("IActorRef", StringComparison.Ordinal)
                || Repository.Code(file).Contains("MarsDisk.Runtime", StringComparison.Ordinal))
            .Select(Repository.Relative);

        Assert.Empty(violations);
    }
}
