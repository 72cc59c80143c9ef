// Where the container runs. Its logs go to the workspace by a diagnostic setting, which needs no key; its traces by the environment's own
// OpenTelemetry agent, which tells the container OTEL_EXPORTER_OTLP_ENDPOINT. The agent takes no metrics for Application Insights.
param location string
param tags object
param suffix string
param workspaceId string
param insightsName string
@description('Subnet of the apps; empty: no network of its own.')
param subnetId string

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource apps 'Microsoft.App/managedEnvironments@2024-10-02-preview' = {
  name: 'cae-policybot-${suffix}'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: { destination: 'azure-monitor' }
    appInsightsConfiguration: { connectionString: insights.properties.ConnectionString }
    openTelemetryConfiguration: { tracesConfiguration: { destinations: ['appInsights'] } }
    vnetConfiguration: empty(subnetId) ? null : { infrastructureSubnetId: subnetId, internal: false }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    zoneRedundant: !empty(subnetId)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: apps
  name: 'policybot'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

output id string = apps.id
output domain string = apps.properties.defaultDomain
