using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Teams.Connector;

/// <summary>What the connector will do wrong.</summary>
public sealed class ConnectorFaults() : WaitingFaults<ConnectorOperation, ConnectorFault>(ConnectorOperation.Any)
{
    /// <summary>
    /// Asked about each request that meets no waiting fault, with its conversation (empty: none) and its body; null: nothing goes wrong.
    /// </summary>
    public Func<ConnectorOperation, string, string, ConnectorFault?> Plan { get; set; } = (_, _, _) => null;

    internal ConnectorFault? Take(ConnectorOperation operation, string conversation, string body) =>
        TryTake(operation, out var fault) ? fault : Plan(operation, conversation, body);
}
