// The container app. azd deploy, or az deployment group create, brings image and settings as one revision.
param location string = resourceGroup().location
param image string
@description('Login server of the registry that the image is pulled from.')
param registryServer string
param address string
param appsId string
param identityId string
param identityClientId string
param tableUri string
param vaultName string
@allowed(['UserAssignedMSI', 'SingleTenant'])
param botType string
param botId string
param modelEndpoint string
param modelDeployment string
param actionGroupId string

@description('The catalog, catalog.yaml, and the files that it names, by name. They name people, so they are kept as secrets of the app.')
@secure()
param files object

@description('Other plain settings of PolicyBot, by the name of their environment variable.')
param settings object = {}
@description('Settings whose value lies in the vault: name of the environment variable, and name of the secret there.')
param vaultSettings object = {}
@description('Name of the secret in the vault that holds the key (PEM) which signs evidence; empty: nothing is signed.')
param signingPem string = ''

@description('One is never enough: it is replaced while people work.')
@minValue(2)
@maxValue(10)
param minReplicas int = 2
@minValue(2)
@maxValue(30)
param maxReplicas int = 6

// A changed catalog changes the folder, and with it the revision: without that running replicas would keep the old one.
var folder = '/etc/policybot/${uniqueString(string(files))}'
var port = 8080

var always = [
  { name: 'ASPNETCORE_URLS', value: 'http://+:${port}' }
  { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
  { name: 'PolicyBot__CatalogPath', value: '${folder}/catalog.yaml' }
  { name: 'PolicyBot__PublicBaseUrl', value: address }
  { name: 'Storage__AccountUri', value: tableUri }
  { name: 'Teams__MicrosoftAppType', value: botType }
  { name: 'Teams__MicrosoftAppId', value: botId }
  { name: 'Teams__MicrosoftAppTenantId', value: tenant().tenantId }
]
var asked = [
  { name: 'OpenAI__Endpoint', value: modelEndpoint }
  { name: 'OpenAI__Deployment', value: modelDeployment }
]
var signed = [{ name: 'Audit__SigningKeyPath', value: '${folder}/signing.pem' }]
var others = map(items(settings), setting => { name: setting.key, value: setting.value })
var fromVault = map(items(vaultSettings), setting => { name: setting.key, secretRef: setting.value })

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'policybot'
  location: location
  tags: { 'azd-service-name': 'policybot', application: 'policybot' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: appsId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: port, transport: 'auto', allowInsecure: false }
      registries: [{ server: registryServer, identity: identityId }]
      secrets: concat(
        map(items(files), (file, at) => { name: 'file-${at}', value: file.value }),
        map(concat(map(fromVault, one => one.secretRef), empty(signingPem) ? [] : [signingPem]), name => {
          name: name
          keyVaultUrl: '${vault.properties.vaultUri}secrets/${name}'
          identity: identityId
        })
      )
    }
    template: {
      terminationGracePeriodSeconds: 40
      containers: [
        {
          name: 'policybot'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(
            always,
            empty(modelEndpoint) ? [] : asked,
            empty(signingPem) ? [] : signed,
            others,
            fromVault
          )
          volumeMounts: [{ volumeName: 'files', mountPath: folder }]
          probes: [
            { type: 'Startup', httpGet: { path: '/readyz', port: port }, periodSeconds: 3, timeoutSeconds: 3, failureThreshold: 40 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: port }, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: port }, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 }
          ]
        }
      ]
      volumes: [
        {
          name: 'files'
          storageType: 'Secret'
          secrets: concat(
            map(items(files), (file, at) => { secretRef: 'file-${at}', path: file.key }),
            empty(signingPem) ? [] : [{ secretRef: signingPem, path: 'signing.pem' }]
          )
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [{ name: 'requests', http: { metadata: { concurrentRequests: '40' } } }]
      }
    }
  }
}

var watched = [
  { name: 'restarts', metric: 'RestartCount', above: 3, kind: 'Maximum', says: 'A replica was started again more than three times.' }
  { name: 'memory', metric: 'WorkingSetBytes', above: 900000000, kind: 'Average', says: 'Replicas hold more than 900 MB of their 1 GB.' }
]

resource alerts 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for one in watched: {
    name: 'alert-policybot-${one.name}'
    location: 'global'
    properties: {
      description: one.says
      severity: 2
      enabled: true
      scopes: [app.id]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: one.name
            metricNamespace: 'Microsoft.App/containerApps'
            metricName: one.metric
            operator: 'GreaterThan'
            threshold: one.above
            timeAggregation: one.kind
          }
        ]
      }
      actions: [{ actionGroupId: actionGroupId }]
    }
  }
]

output POLICYBOT_MESSAGES_ENDPOINT string = 'https://${app.properties.configuration.ingress.fqdn}/api/messages'
