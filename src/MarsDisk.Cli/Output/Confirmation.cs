namespace MarsDisk.Cli.Output;

/// <summary>A question on a terminal; without a terminal the answer is no, and the message says which option answers.</summary>
internal static class Confirmation
{
    public static bool Asks(string question)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            Console.Error.WriteLine($"{question} Not without a terminal: add --yes.");
            return false;
        }

        Console.Error.Write($"{question} [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
