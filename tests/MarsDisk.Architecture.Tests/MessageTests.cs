using MarsDisk.Actors.Messages;

namespace MarsDisk.Architecture.Tests;

public sealed class MessageTests
{
    public static TheoryData<string> MessageNames =>
        [.. typeof(BufferGranted).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(BufferGranted).Namespace && type is { IsClass: true, IsPublic: true, IsAbstract: false })
            .Where(type => type != typeof(ProgressFacts))
            .Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(MessageNames))]
    public void A_message_is_sealed_and_says_that_it_stays_in_the_process(string name)
    {
        var message = typeof(BufferGranted).Assembly.GetType(name)!;

        Assert.True(message.IsSealed);
        Assert.True(typeof(INoSerializationVerificationNeeded).IsAssignableFrom(message));
    }
}
