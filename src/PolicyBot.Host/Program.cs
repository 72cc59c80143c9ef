using PolicyBot.Host.Commands;
using PolicyBot.Host.Composition;

// Without a verb it serves; with one it does that and ends.
var hasVerb = PolicyBotCommands.HasVerb(args);
try
{
    return hasVerb ? await PolicyBotCommands.RunAsync(args) : await PolicyBotServer.RunAsync(args);
}
catch (InvalidDataException settings) when (UnreadableSettings.Say(settings) is { } fault)
{
    await Console.Error.WriteLineAsync(fault);
    return hasVerb ? 2 : 1;
}
