using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Teams.Connector;

/// <summary>What the connector will do wrong.</summary>
public sealed class ConnectorFaults() : WaitingFaults<ConnectorOperation, ConnectorFault>(ConnectorOperation.Any)
{
    internal ConnectorFault? Take(ConnectorOperation operation) => TryTake(operation, out var fault) ? fault : null;
}
