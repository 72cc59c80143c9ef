using PolicyBot.Host.Commands;
using PolicyBot.Host.Composition;

// Without a verb it serves; with one it does that and ends.
return PolicyBotCommands.HasVerb(args) ? await PolicyBotCommands.RunAsync(args) : await PolicyBotServer.RunAsync(args);
