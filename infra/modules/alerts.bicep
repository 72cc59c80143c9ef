// What somebody must hear of though the container is not there to say it. What PolicyBot itself can say goes to its administrators by chat.
param location string
param tags object
param suffix string
param email string
param workspaceId string
param storageId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-policybot-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'PolicyBot'
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource store 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-policybot-store-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The storage account answers less than 99 % of what is asked.'
    severity: 1
    enabled: true
    scopes: [storageId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'availability'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Availability'
          operator: 'LessThan'
          threshold: 99
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource errors 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'alert-policybot-errors-${suffix}'
  location: location
  tags: tags
  properties: {
    displayName: 'PolicyBot logs errors'
    description: 'Lines of level error or critical.'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    skipQueryValidation: true // the table comes with the first line
    criteria: {
      allOf: [
        {
          query: 'ContainerAppConsoleLogs | where ContainerAppName == "policybot" and (Log startswith "fail:" or Log startswith "crit:")'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 5
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}

output actionGroupId string = people.id
